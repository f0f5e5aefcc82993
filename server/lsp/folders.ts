import { Folder, type FolderOptions } from "./folder.ts";

/** The workspace folders. A file that lies in several of them belongs to the innermost. */
export class Folders {
  #all: Folder[] = [];

  all(): readonly Folder[] {
    return this.#all;
  }

  add(options: FolderOptions): Folder | undefined {
    if (this.#all.some(folder => folder.root === options.root)) return undefined;
    const folder = new Folder(options);
    this.#all = [...this.#all, folder].sort((a, b) => b.root.length - a.root.length);
    return folder;
  }

  remove(root: string): Folder | undefined {
    const folder = this.#all.find(one => one.root === root);
    this.#all = this.#all.filter(one => one !== folder);
    folder?.dispose();
    return folder;
  }

  /** Undefined for a file outside of the workspace. */
  of(absolute: string): Folder | undefined {
    return this.#all.find(folder => folder.holds(absolute));
  }

  dispose(): void {
    for (const folder of this.#all) folder.dispose();
    this.#all = [];
  }
}
