import * as l10n from "@vscode/l10n";
import type { GuardPlaces } from "../concepts/rate-limiter/rate-limiter.ts";
import type { Fix } from "../finding.ts";

/** Provides a guard for every route of a module, with the imports that it needs. */
export function addGuard(places: GuardPlaces, guard: string, token: { name: string; module: string }): Fix {
  const provider = `{ provide: ${token.name}, useClass: ${guard} }`;
  const entry = places.isNew ? `providers: [${provider}], ` : places.filled ? `${provider}, ` : provider;
  return {
    title: l10n.t("Provide {0} for every route", guard),
    kind: "suggestion",
    edits: [
      ...(places.token
        ? []
        : [
            {
              start: places.statement,
              end: places.statement,
              text: `import { ${token.name} } from "${token.module}";\n`,
            },
          ]),
      { start: places.names, end: places.names, text: `${guard}, ` },
      { start: places.at, end: places.at, text: entry },
    ],
  };
}
