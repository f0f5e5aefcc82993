/** What an engine works with once rules and parsers are loaded. */
import { resolve } from "node:path";
import { hasDisk } from "#machine/disk.ts";
import type { Rule } from "../../rules/define-rule.ts";
import type { Project } from "../../rules/project/project.ts";
import { SlowParts } from "./budget.ts";
import type { SummaryCache } from "./cache.ts";
import { ConfigFiles } from "./config.ts";
import type { Preset } from "./config-file.ts";
import { directiveRules } from "./directive-rules.ts";
import { FileChecker } from "./file-checker.ts";
import { KnownFindings } from "./known-findings.ts";
import { loadKnowledge } from "./knowledge.ts";
import type { Knowledge } from "./knowledge.ts";
import { SourceIndex } from "./source-index.ts";
import type { Witness } from "./witness.ts";
import { WorkspaceFiles } from "./workspace-files.ts";

export interface EngineOptions {
  /** Folder that all paths are relative to. */
  root: string;
  /** Keep summaries on disk. Default true. */
  cache?: boolean;
  cacheFolder?: string;
  /** Tell apart what the project's baseline knows. Default true. */
  baseline?: boolean;
  /** Today, for directives that expire. */
  now?: () => Date;
  /** Receives one line for the log of the server or `--stats`. */
  log?: (line: string) => void;
  /** The one configuration file to use instead of the nearest. */
  configPath?: string;
  /** Overrides what configuration files say. An editor asks for "audit", which has everything. */
  preset?: Preset;
  /** Where no configuration names one. Default: recommended. */
  defaultPreset?: Preset;
  /** Only these rules run. */
  only?: readonly string[];
  /** Threads at most; 0 for none. Default: as many as the machine has, for large work only. */
  workers?: number;
  /** For one scan, without edits after it: parsers are loaded where files are analysed, with workers elsewhere. */
  once?: boolean;
  /** Rules besides the catalogue's. */
  extraRules?: readonly Rule[];
  /** Is told of everything that is read of the disk. */
  witness?: Witness;
  /** Stands in for `rules/`. */
  knowledge?: Knowledge;
}

export interface Session {
  knowledge: Knowledge;
  rules: readonly Rule[];
  configs: ConfigFiles;
  files: WorkspaceFiles;
  index: SourceIndex;
  checker: FileChecker;
  known: KnownFindings;
  cache?: SummaryCache;
  project?: Project;
  /** What took longer than its budget since the session began. */
  slow: SlowParts;
}

/** `overlay` takes an absolute path. */
export async function openSession(
  root: string,
  options: EngineOptions,
  overlay: (path: string) => string | undefined,
): Promise<Session> {
  const knowledge = options.knowledge ?? (await loadKnowledge());
  const rules = [...knowledge.rules, ...(options.extraRules ?? [])];
  const configs = new ConfigFiles({
    root,
    rules: [...rules, ...directiveRules],
    ...(options.configPath === undefined ? {} : { configPath: resolve(options.configPath) }),
    overlay,
    witness: options.witness,
  });
  // Another knowledge than our own can neither be loaded by a worker nor be told from ours in a cache.
  const isOwn = options.knowledge === undefined;
  const cache = (options.cache ?? hasDisk) && isOwn ? await openCache(root, options.cacheFolder) : undefined;
  const slow = new SlowParts();
  const index = new SourceIndex({
    root,
    knowledge,
    cache,
    workers: isOwn && hasDisk ? options.workers : 0,
    witness: options.witness,
    slow,
  });
  const checker = new FileChecker({
    rules,
    createLanguage: knowledge.createLanguage,
    preset: options.preset,
    defaultPreset: options.defaultPreset,
    only: options.only,
    slow,
  });
  const files = workspaceFiles(root, configs, options.witness);
  const known = new KnownFindings({
    root,
    isHonoured: options.baseline ?? true,
    only: options.only,
    exists: path => index.hash(path) !== undefined,
    witness: options.witness,
  });
  return { knowledge, rules, configs, files, index, checker, known, cache, slow };
}

/** Loaded only where there is a disk to keep it on. */
async function openCache(root: string, folder: string | undefined): Promise<SummaryCache> {
  const [store, { analysisVersion }] = await Promise.all([import("./cache.ts"), import("./engine-version.ts")]);
  return new store.SummaryCache({ root, version: analysisVersion(), folder });
}

export function workspaceFiles(root: string, configs: ConfigFiles, witness?: Witness): WorkspaceFiles {
  return new WorkspaceFiles(root, folder => configs.patternsOf(folder), witness);
}
