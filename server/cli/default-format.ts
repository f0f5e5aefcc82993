/** Set by tools that run commands and read what they print, instead of a person. */
export const readingTools = ["AI_AGENT", "CLAUDECODE", "CURSOR_AGENT", "GEMINI_CLI", "CODEX_SANDBOX"] as const;

/** The format of a scan that is asked for none: for people, unless a tool reads it. */
export function defaultFormat(env: NodeJS.ProcessEnv, isTerminal: boolean): "pretty" | "agent" {
  return !isTerminal && readingTools.some(name => Boolean(env[name])) ? "agent" : "pretty";
}
