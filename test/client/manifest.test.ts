import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { CONFIG_NAMES } from "../../server/engine/source-names.ts";
import { clientCommands, defaultSettings } from "../../server/protocol.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const manifest = JSON.parse(read("package.json"));
const { contributes } = manifest;
const sources = readdirSync(new URL("../../client", import.meta.url))
  .map(name => read(`client/${name}`))
  .join("\n");

describe("extension manifest", () => {
  it("has a text for every key, and no key without use", () => {
    const used = [...JSON.stringify(manifest).matchAll(/%([\w.]+)%/gu)].map(match => match[1]!);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(JSON.parse(read("package.nls.json"))).sort());
  });

  it("declares the commands that a user can run, and the client registers all", () => {
    const declared = contributes.commands.map((command: { command: string }) => command.command) as string[];
    for (const command of declared) assert.ok(sources.includes(`registerCommand("${command}"`), command);
    for (const [key, command] of Object.entries(clientCommands)) {
      assert.ok(sources.includes(`registerCommand(clientCommands.${key}`), key);
      assert.ok(!declared.includes(command), `${command} needs arguments, so it is not in the palette`);
    }
  });

  it("has the defaults of the server's settings", () => {
    const settings = contributes.configuration.properties as Record<string, { default: unknown }>;
    // A setting with parts is one property of the manifest for each part.
    const known = Object.entries(defaultSettings).flatMap(([key, value]) =>
      typeof value === "object" && key !== "levels"
        ? Object.entries(value).map(([part, inner]) => [`${key}.${part}`, inner])
        : [[key, value]],
    ) as [string, unknown][];
    for (const [key, value] of known) assert.deepEqual(settings[`faultline.${key}`]?.default, value, key);
    const names = new Set(known.map(([key]) => `faultline.${key}`));
    const others = Object.keys(settings).filter(key => !names.has(key));
    assert.deepEqual(others, ["faultline.trace.server"]);
  });

  it("is activated by the languages that the client asks the server about, and by nothing wide", () => {
    const selector = read("client/document-selector.ts");
    const languages = [...selector.matchAll(/^ {2}"(\w+)",$/gmu)].map(match => `onLanguage:${match[1]}`);
    const byFile = `workspaceContains:**/{${CONFIG_NAMES.join(",")}}`;
    assert.deepEqual(manifest.activationEvents, [...languages, byFile]);
    assert.ok(selector.includes(`**/{${CONFIG_NAMES.join(",")}}`));
  });

  it("gives a schema to the configuration, and files that exist", () => {
    assert.deepEqual(contributes.jsonValidation[0].fileMatch, CONFIG_NAMES);
    const files = [manifest.icon, ...contributes.grammars.map((grammar: { path: string }) => grammar.path)];
    for (const file of files) assert.ok(existsSync(fileURLToPath(new URL(`../../${file}`, import.meta.url))), file);
  });

  it("says that nothing of a workspace is executed, so that it runs in untrusted ones", () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, "limited");
    assert.deepEqual(manifest.extensionKind, ["workspace"]);
  });
});
