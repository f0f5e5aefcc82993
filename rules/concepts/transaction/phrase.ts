/** What a call to another system waits for, in words. */
import * as l10n from "@vscode/l10n";
import type { NetworkKind } from "../../libraries/network-calls.ts";

export function awaitedThing(kind: NetworkKind): string {
  switch (kind) {
    case "request":
      return l10n.t("the answer to an HTTP request");
    case "lookUp":
      return l10n.t("a name server");
    case "mail":
      return l10n.t("the mail service");
    case "message":
      return l10n.t("the messaging service");
    case "charge":
      return l10n.t("the payment service");
    case "service":
      return l10n.t("another service");
    case "enqueue":
      return l10n.t("the queue");
  }
}
