import type { TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { pathOfUri } from "./uris.ts";

/** A file that the client has open. */
export interface OpenDocument {
  /** Absolute. */
  path: string;
  /** As the client writes it, so that it recognises its own. */
  uri: string;
  document: TextDocument;
  /** What the engine was given last; undefined until then. */
  analysed: TextDocument | undefined;
}

/** The texts that the client holds. What is not a file on disk is not kept, so every question about it finds nothing. */
export class Documents {
  readonly #byPath = new Map<string, OpenDocument>();

  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument | undefined {
    const path = pathOfUri(uri);
    if (path === undefined) return undefined;
    const opened = { path, uri, document: TextDocument.create(uri, languageId, version, text), analysed: undefined };
    this.#byPath.set(path, opened);
    return opened;
  }

  /** Undefined when the document was never opened. Changes are taken as they come, whatever version they bear. */
  change(uri: string, version: number, changes: TextDocumentContentChangeEvent[]): OpenDocument | undefined {
    const known = this.get(uri);
    if (known === undefined) return undefined;
    const { document } = known;
    // A copy: who still works on the older text keeps it.
    const copy = TextDocument.create(document.uri, document.languageId, document.version, document.getText());
    known.document = TextDocument.update(copy, changes, version);
    return known;
  }

  close(uri: string): OpenDocument | undefined {
    const known = this.get(uri);
    if (known !== undefined) this.#byPath.delete(known.path);
    return known;
  }

  get(uri: string): OpenDocument | undefined {
    const path = pathOfUri(uri);
    return path === undefined ? undefined : this.#byPath.get(path);
  }

  at(path: string): OpenDocument | undefined {
    return this.#byPath.get(path);
  }

  all(): IterableIterator<OpenDocument> {
    return this.#byPath.values();
  }
}
