#!/usr/bin/env node
import { keepCompiledCode } from "../engine/compiled-code.ts";
import { optimiseLater } from "../engine/tier-up.ts";
import { runCommandLine } from "./program.ts";

optimiseLater();
keepCompiledCode();

// A reader that has seen enough (`faultline | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`faultline: the output cannot be written (${error.code})\n`);
  process.exit(2);
});

// Set, not exit: what is still on its way to a pipe must arrive.
process.exitCode = await runCommandLine(process.argv.slice(2));
