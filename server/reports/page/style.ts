const LIGHT = `
--paper: #ffffff; --panel: #f5f6f8; --ink: #1b1f24; --faint: #59636e; --line: #d5dae0;
--error: #b3261e; --warning: #8a5200; --advice: #0b57c5; --good: #1a6e35; --rest: #d5dae0;
`;
const DARK = `
--paper: #14171b; --panel: #1d2127; --ink: #e7eaee; --faint: #a3adb8; --line: #39414b;
--error: #ff8f85; --warning: #f2b65a; --advice: #8fbaff; --good: #74d18f; --rest: #39414b;
`;

/** The look of the audit's page: both colour schemes, narrow screens, paper. Contrast of text is 4.5 or more everywhere. */
export const STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
:root:has(body.vscode-light, body.vscode-high-contrast-light) { color-scheme: light; ${LIGHT} }
:root:has(body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light)) { color-scheme: dark; ${DARK} }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main, body > header, body > footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
body > header { padding-top: 2.5rem; }
h1, h2 { overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .4rem; }
p { margin: .4rem 0; }
a { color: var(--advice); }
.faint, footer { color: var(--faint); }
.head { display: flex; gap: 1.5rem; align-items: center; flex-wrap: wrap; margin-top: 1.25rem; }
.rings { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 1rem; padding: 0; list-style: none; }
.rings li { background: var(--panel); border-radius: .6rem; padding: 1rem; text-align: center; }
.rings :is(a, span) { display: block; } .rings a { color: inherit; text-decoration: none; font-weight: 600; }
.rings a:hover, .rings a:focus-visible { text-decoration: underline; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre { font: .88em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { background: var(--panel); border-radius: .4rem; padding: .6rem .8rem; margin: .5rem 0; overflow-x: auto; }
pre mark { background: none; color: inherit; text-decoration: underline wavy var(--mark); text-underline-offset: .25em; }
.measures { list-style: none; padding: 0; display: grid; gap: .6rem; }
.measures svg { display: block; width: 100%; height: .55rem; margin-top: .25rem; }
details { border: 1px solid var(--line); border-left: .25rem solid var(--mark); border-radius: .4rem; margin: .5rem 0; }
summary { cursor: pointer; padding: .5rem .8rem; overflow-wrap: anywhere; }
summary:focus-visible, a:focus-visible, .scroll:focus-visible, pre:focus-visible { outline: 2px solid var(--advice); outline-offset: 2px; }
details > div { padding: 0 .9rem .7rem; }
.error { --mark: var(--error); } .warning { --mark: var(--warning); } .advice { --mark: var(--advice); }
.level { color: var(--mark); font-weight: 600; }
.bars { list-style: none; padding: 0; display: grid; gap: .5rem; max-width: 44rem; }
.bars li { display: grid; grid-template-columns: 7rem 1fr 2.5rem; gap: .75rem; align-items: center; }
.bars svg { display: block; width: 100%; height: 1rem; }
.legend { display: flex; gap: 1.25rem; flex-wrap: wrap; font-size: .9rem; padding: 0; list-style: none; }
.legend span { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin-right: .4rem; background: var(--mark); }
ol.story { padding-left: 1.4rem; } ol.story li { margin: .2rem 0; }
footer { padding: 2rem 1.25rem 3rem !important; font-size: .9rem; }
@media (max-width: 30rem) { body { font-size: 15px; } h1 { font-size: 1.5rem; } .rings { grid-template-columns: repeat(2, 1fr); } }
@media print {
  :root { color-scheme: light; ${LIGHT} }
  body { font-size: 10.5pt; } h2 { break-after: avoid; } details, tr, .rings li { break-inside: avoid; }
  details:not([open])::details-content { content-visibility: visible; block-size: auto; }
}
`;
