/** Entry of the language server: `--stdio` for any editor, the channel to the parent process for our own client. */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { loadDocuments } from "../engine/knowledge.ts";
import { optimiseLater } from "../engine/tier-up.ts";
import { serve } from "./server.ts";

optimiseLater();
const connection = createConnection(ProposedFeatures.all);
serve(connection, { ruleDocuments: loadDocuments() });
connection.listen();
