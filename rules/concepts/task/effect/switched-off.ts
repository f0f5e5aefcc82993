/** Whether a call switches off what the called function does only when a parameter says so. */
import type { Body } from "../bodies.ts";
import type { StepRecord } from "../task.ts";

/** `fulfil(order, notify=False)`, where the mail stands in `if notify:`. */
export function isSwitchedOff(inner: StepRecord, target: Body, step: StepRecord, body: Body): boolean {
  const parameters = target.fn?.parameters ?? [];
  const shift = /^(?:self|cls)$/u.test(parameters[0]?.name ?? "") ? 1 : 0;
  const call = body.fn?.calls.find(one => one.place.start === step.place.start && one.place.end === step.place.end);
  if (!call) return false;
  return (inner.onlyIf ?? []).some(name => {
    const position = parameters.findIndex(parameter => parameter.name === name) - shift;
    const given = call.arguments.find(
      one => one.name === name || (one.name === undefined && one.position === position),
    );
    return given ? given.value.constant === false : parameters[position + shift]?.constant === false;
  });
}
