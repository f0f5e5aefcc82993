/** Entry of the language server in a browser's worker, which talks to the client by messages. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { loadDocuments } from "../engine/knowledge.ts";
import { serve } from "./server.ts";

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
serve(connection, { ruleDocuments: loadDocuments() });
connection.listen();
