/** How a define looks in a browser, with a style sheet or as a page: Readout's colours, light and dark, and on paper. */
export const DEFINE_CSS = `
:root { color-scheme: light dark; --page: light-dark(#f4f6f6, #0d1312); --surface: light-dark(#ffffff, #141c1b); --sunken: light-dark(#ecf0f0, #0a0f0e);
  --line: light-dark(#dce3e2, #293433); --ink: light-dark(#13201f, #e9efee); --ink-2: light-dark(#43514f, #b7c4c2); --accent: light-dark(#0b6b6b, #5cc4be); }
* { box-sizing: border-box; }
html { scroll-padding-top: 12px; }
body { margin: 0; background: var(--page); color: var(--ink); font: 13px/1.45 Inter, system-ui, "Segoe UI", sans-serif; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: var(--surface); padding: 4px 8px; }
.frame { display: grid; grid-template-columns: 216px minmax(0, 1fr); min-height: 100vh; }
nav { border-right: 1px solid var(--line); padding: 16px 14px; position: sticky; top: 0; height: 100vh; overflow: auto; }
nav h2 { font-size: 12px; font-weight: 600; color: var(--ink-2); margin: 12px 0 4px; }
nav ul { list-style: none; margin: 0; padding: 0; } nav li { margin: 2px 0; overflow-wrap: anywhere; }
main { padding: 16px 20px 48px; }
header p { margin: 2px 0; color: var(--ink-2); }
h1 { font-size: 20px; font-weight: 620; margin: 0 0 4px; } h2 { font-size: 14px; font-weight: 620; margin: 28px 0 6px; } h3 { font-size: 13px; margin: 20px 0 4px; }
a { color: var(--accent); } a:focus-visible, .scroll:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
.scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
table { border-collapse: collapse; width: 100%; font-size: 12px; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: 8px 10px; color: var(--ink-2); }
th, td { text-align: left; vertical-align: top; padding: 5px 10px; border-top: 1px solid var(--line); overflow-wrap: break-word; }
thead th { border-top: 0; font-weight: 520; color: var(--ink-2); background: var(--sunken); white-space: nowrap; }
tbody th { font-weight: 600; white-space: nowrap; } td.number { text-align: right; }
tr:target > *, section:target > h2, h3:target { background: var(--sunken); }
.note { color: var(--ink-2); } td p { margin: 0 0 2px; }
@media (max-width: 800px) { .frame { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } }
@media print { :root { color-scheme: light; } nav, .skip { display: none; } .frame { display: block; } body { background: #fff; font-size: 9pt; } .scroll { overflow: visible; border-radius: 0; }
  table { font-size: 8pt; } thead { display: table-header-group; } tr { break-inside: avoid; } h2, h3 { break-after: avoid; } a { color: inherit; text-decoration: none; } @page { size: A4 landscape; margin: 12mm; } }
`;

export const DATASET_HEADS = [
  'Dataset',
  'Description',
  'Class',
  'Structure',
  'Purpose',
  'Keys',
  'Documentation',
  'Location',
] as const;
export const VARIABLE_HEADS = [
  'Variable',
  'Label',
  'Key',
  'Type',
  'Length',
  'Terms',
  'Origin',
  'Role',
  'Derivation and comment',
] as const;
export const VALUE_HEADS = [
  'Variable',
  'Where',
  'Label',
  'Type',
  'Length',
  'Terms',
  'Origin',
  'Derivation and comment',
] as const;
export const TERM_HEADS = ['Term', 'Decode', 'NCI code'] as const;
