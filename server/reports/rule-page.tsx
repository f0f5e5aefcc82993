/** A rule's document as a page of the editor: its colours and fonts are the editor's, and it runs no script. */
import * as l10n from "@vscode/l10n";
import MarkdownIt from "markdown-it";
import { render } from "preact-render-to-string";

const STYLE = `
body { color: var(--vscode-foreground); font: var(--vscode-font-size)/1.6 var(--vscode-font-family); max-width: 50rem; padding: 0 1.5rem 2rem; }
h1 { font-size: 1.7em; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25em; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--vscode-panel-border, transparent); padding-bottom: .25rem; }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible, pre:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
code, pre { font-family: var(--vscode-editor-font-family); font-size: .95em; }
:not(pre) > code { color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background); padding: 0 .25em; border-radius: 3px; }
figure { margin: .75rem 0 1.25rem; border-left: 3px solid var(--mark, var(--vscode-panel-border)); }
figure.bad { --mark: var(--vscode-editorError-foreground); } figure.good { --mark: var(--vscode-testing-iconPassed); }
figcaption { font-weight: 600; padding: 0 .8rem .25rem; }
pre { background: var(--vscode-textCodeBlock-background); margin: 0; padding: .6rem .8rem; overflow-x: auto; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top; }
`;

/** `markdown` as it stands in the catalogue. */
export function rulePage(rule: string, markdown: string, language = "en"): string {
  const body = documentRenderer().render(markdown.replaceAll(/<!--[\s\S]*?-->/gu, ""));
  return `<!doctype html>\n${render(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{rule}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main dangerouslySetInnerHTML={{ __html: body }} />
      </body>
    </html>,
  )}\n`;
}

/** Raw HTML in a document stays text; examples say above the code whether they are reported. */
function documentRenderer() {
  const renderer = new MarkdownIt({ html: false });
  renderer.renderer.rules.fence = (tokens, index) => {
    const { info, content } = tokens[index]!;
    const [, verdict] = info.trim().split(/\s+/u);
    return render(<Example code={content} {...(verdict === "bad" || verdict === "good" ? { verdict } : {})} />);
  };
  return renderer;
}

function Example({ code, verdict }: { code: string; verdict?: "bad" | "good" }) {
  const caption = verdict === "bad" ? l10n.t("Reported") : l10n.t("Not reported");
  return (
    <figure class={verdict}>
      {verdict === undefined ? undefined : <figcaption>{caption}</figcaption>}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
