/** The look of a report: a page of its own that asks nothing of the network. */
export const reportStyles = `
:root { color-scheme: light dark; --ground: #fff; --sunken: #f1f1ed; --line: #d9d9d2; --ink: #16181b; --soft: #50545b;
  --success: #02795a; --failed: #b44a00; --cached: #11736d; --skipped: #6a6d73; --running: #0173b2; --pending: #6a6d73; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171b; --sunken: #0f1215; --line: #333a43; --ink: #eceef1;
  --soft: #aeb4bd; --success: #2bbd92; --failed: #f2833c; --cached: #3fb5ac; --skipped: #969ca6; --running: #4aa9e2;
  --pending: #969ca6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1.5rem; background: var(--ground); color: var(--ink);
  font: 14px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); }
code, pre, .log { font: 12px/1.6 ui-monospace, monospace; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1px; background: var(--line);
  border: 1px solid var(--line); margin: 1rem 0; }
dl div { background: var(--ground); padding: .5rem .75rem; } dt { color: var(--soft); font-size: 12px; }
dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.scroll { overflow: auto; border: 1px solid var(--line); background: var(--sunken); max-height: 36rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .75rem;
  border-bottom: 1px solid var(--line); vertical-align: top; } th { color: var(--soft); font-weight: 500; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.state { white-space: nowrap; font-weight: 600; }
svg { display: block; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg .soft { fill: var(--soft); }
.success { color: var(--success); } .failed { color: var(--failed); } .cached { color: var(--cached); }
.skipped { color: var(--skipped); } .running { color: var(--running); } .pending { color: var(--pending); }
.card { fill: var(--ground); stroke: currentColor; stroke-width: 1.5; } .bar { fill: currentColor; }
.wire { fill: none; stroke: var(--line); stroke-width: 1.5; }
.log { white-space: pre-wrap; overflow-wrap: anywhere; padding: .75rem; margin: 0; }
@media print { .scroll { max-height: none; overflow: visible; } }
`;
