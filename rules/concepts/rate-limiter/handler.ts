/** How the function around a call answers a request, so that a refusal can be spelled. */
import { escapePattern } from "../../ir/escape-pattern.ts";
import type { FunctionNode } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { Handler } from "./check-record.ts";

const NONE: Handler = { kind: "none", name: "" };

export function handlerOf(fn: FunctionNode | undefined, model: FileModel): Handler {
  if (!fn) return NONE;
  return model.python ? pythonHandler(model) : scriptHandler(fn, model);
}

function scriptHandler(fn: FunctionNode, model: FileModel): Handler {
  const [first, second] = fn.params.map(parameter => parameter.name ?? "");
  const body = model.source(fn);
  if (first !== undefined && new RegExp(`return ${escapePattern(first)}\\.(?:json|text|body|html)\\(`, "u").test(body))
    return { kind: "hono", name: first };
  if (second !== undefined && /^(?:reply|rep)$/u.test(second)) return { kind: "fastify", name: second };
  if (second !== undefined && /^(?:res|response)$/u.test(second)) return { kind: "express", name: second };
  if (/\breturn (?:new )?NextResponse\b/u.test(body)) return { kind: "next-response", name: "NextResponse" };
  return /\breturn (?:new )?Response\b/u.test(body) ? { kind: "response", name: "Response" } : NONE;
}

/** By what the file imports. */
function pythonHandler(model: FileModel): Handler {
  for (const binding of model.bindings.topLevel()) {
    const module = binding.definitions[0]?.imported?.module ?? "";
    if (binding.name === "HTTPException" && /^(?:fastapi|starlette)\b/u.test(module))
      return { kind: "http-exception", name: "" };
    if (binding.name === "abort" && module === "flask") return { kind: "abort", name: "" };
    if (binding.name === "HttpResponse" && module.startsWith("django.")) return { kind: "http-response", name: "" };
  }
  return NONE;
}
