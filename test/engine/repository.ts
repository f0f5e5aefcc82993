import { execFileSync } from "node:child_process";
import { folderWith } from "./temporary-folder.ts";

export interface Repository {
  /** Absolute path of the work tree. */
  root: string;
  git(...words: string[]): void;
}

/** A folder with these files under version control, nothing of them committed yet; Ada commits. */
export function repositoryWith(files: Record<string, string>): Repository {
  const root = folderWith(files);
  const identity = ["-c", "user.name=Ada Lovelace", "-c", "user.email=ada@example.com"];
  const git = (...words: string[]) => void execFileSync("git", [...identity, ...words], { cwd: root, stdio: "pipe" });
  git("init", "-q", "-b", "main");
  return { root, git };
}
