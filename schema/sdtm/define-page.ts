import type {
  DefineCodelist,
  DefineDataset,
  DefineItem,
  DefineModel,
  DefineText,
  DefineValueList,
} from './define-model.ts';
import { DATASET_HEADS, DEFINE_CSS, TERM_HEADS, VALUE_HEADS, VARIABLE_HEADS } from './define-look.ts';
import { CT_VERSION } from './codelist.ts';
import { xmlText } from './xml.ts';

/**
 * The define as a page for people: what the style sheet makes of define.xml, for browsers that no longer transform XML.
 *
 * The page needs nothing beside it and loads nothing.
 */
export function writeDefinePage(model: DefineModel): string {
  const { study, standard } = model;
  const title = `${study.name}: ${standard.name} ${standard.version} datasets`;
  const texts = new Map([...model.methods, ...model.comments].map((text) => [text.oid, text]));
  const links = (lists: readonly { readonly oid: string; readonly name: string }[]) =>
    lists.map(({ oid, name }) => `<li>${link(oid, name)}</li>`).join('');
  const datasets = model.datasets.map(({ oid, definition }) => ({ oid, name: definition.name }));
  const values = model.valueLists.map(({ oid, dataset, variable }) => ({
    oid,
    name: `${dataset}.${variable}`,
  }));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${xmlText(title)}</title><style>${DEFINE_CSS}</style></head>
<body><a class="skip" href="#datasets">Skip to the datasets</a><div class="frame">
<nav aria-label="Contents"><h2>Datasets</h2><ul>${links(datasets)}</ul>
${values.length > 0 ? `<h2>Value level</h2><ul>${links(values)}</ul>` : ''}
<h2>More</h2><ul><li>${link('codelists', 'Code lists')}</li><li>${link('methods', 'Methods')}</li><li>${link('comments', 'Comments')}</li></ul></nav>
<main><header><h1>${xmlText(title)}</h1><p>${xmlText(study.description)}</p>
<p>${xmlText(`Standards: ${standard.name} ${standard.version}; CDISC SDTM Controlled Terminology ${CT_VERSION}. Define-XML 2.1. Data as of ${model.at}.`)}</p>
${model.documents.map(({ href, title: name }) => `<p><a href="${xmlText(href)}">${xmlText(name)}</a></p>`).join('')}</header>
<section id="datasets"><h2>Datasets</h2>${table(
    'Datasets',
    DATASET_HEADS,
    model.datasets.map((dataset) => datasetRow(dataset, texts)),
  )}</section>
${model.datasets.map((dataset) => variables(dataset, texts)).join('\n')}
${model.valueLists.map((list) => valueLevel(list, texts)).join('\n')}
<section id="codelists"><h2>Code lists</h2>${model.codelists.map((list) => codelist(list)).join('\n')}</section>
<section id="methods"><h2>Methods</h2>${textTable('Methods', model.methods)}</section>
<section id="comments"><h2>Comments</h2>${textTable('Comments', model.comments)}</section>
</main></div></body></html>
`;
}

type Texts = ReadonlyMap<string, DefineText>;

const link = (oid: string, name: string) => `<a href="#${xmlText(oid)}">${xmlText(name)}</a>`;
const cell = (text: string | number | null) => `<td>${text === null ? '' : xmlText(String(text))}</td>`;
const number = (text: string | number | null) => `<td class="number">${text ?? ''}</td>`;
const head = (text: string) => `<th scope="row">${xmlText(text)}</th>`;

function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  const titles = heads.map((each) => `<th scope="col">${each}</th>`).join('');
  return `<div class="scroll" tabindex="0" role="region" aria-label="${xmlText(caption)}"><table><thead><tr>${titles}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

const said = (oid: string | null, texts: Texts) => {
  const text = oid === null ? undefined : texts.get(oid);
  return text ? `<p>${xmlText(text.text)}</p>` : '';
};

function datasetRow({ oid, definition, leaf, commentOid }: DefineDataset, texts: Texts): string {
  const { name, label, class: kind, structure, standard, keys } = definition;
  const file = leaf ? `<a href="${xmlText(leaf.href)}">${xmlText(leaf.href)}</a>` : 'No data';
  return `<tr><th scope="row">${link(oid, name)}</th>${[label, kind, structure, standard === 'SDTMIG' ? 'Tabulation' : 'Analysis', keys.join(', ')].map(cell).join('')}<td>${said(commentOid, texts)}</td><td>${file}</td></tr>`;
}

/** Type, length, terms and origin. */
function about(item: DefineItem): readonly [type: string, terms: string, origin: string] {
  const format =
    item.displayFormat ?? (item.significantDigits === null ? '' : `${item.length}.${item.significantDigits}`);
  const terms =
    item.codelistOid === null ? '' : link(item.codelistOid, item.codelistOid.replace(/^CL\./, ''));
  const values = item.valueListOid === null ? '' : link(item.valueListOid, 'value level');
  const { type, source, predecessor } = item.origin;
  return [
    `${cell(item.dataType)}${number(format === '' ? item.length : format)}`,
    `<td>${[terms, values].filter(Boolean).join(' ')}</td>`,
    cell([type, source === null ? '' : `(${source})`, predecessor ?? ''].filter(Boolean).join(' ')),
  ];
}

function variables({ oid, definition, items }: DefineDataset, texts: Texts): string {
  const rows = items.map((item) => {
    const [type, terms, origin] = about(item);
    return `<tr id="${xmlText(item.oid)}">${head(item.name)}${cell(item.label)}${number(item.keySequence)}${type}${terms}${origin}${cell(item.role)}<td>${said(item.methodOid, texts)}${said(item.commentOid, texts)}</td></tr>`;
  });
  const title = `${definition.name}, ${definition.label}`;
  return `<section id="${xmlText(oid)}"><h2>${xmlText(title)}</h2>${table(title, VARIABLE_HEADS, rows)}</section>`;
}

function valueLevel({ oid, dataset, variable, entries }: DefineValueList, texts: Texts): string {
  const rows = entries.map(({ where, item }) => {
    const [type, terms, origin] = about(item);
    const checks = where.checks.map(
      ({ variable: of, comparator, values }) => `${of} ${comparator} ${values.join(', ')}`,
    );
    return `<tr id="${xmlText(item.oid)}">${head(variable)}${cell(checks.join(' and '))}${cell(item.label)}${type}${terms}${origin}<td>${said(item.methodOid, texts)}${said(item.commentOid, texts)}</td></tr>`;
  });
  const title = `Value level of ${dataset}.${variable}`;
  return `<section id="${xmlText(oid)}"><h2>${xmlText(title)}</h2>${table(title, VALUE_HEADS, rows)}</section>`;
}

function codelist({ oid, name, code, terms }: DefineCodelist): string {
  const rows = terms.map(
    (term) =>
      `<tr>${head(term.value)}${cell(term.decode)}${cell(term.code ?? (code === null ? '' : 'extended'))}</tr>`,
  );
  const title = `${name}${code === null ? '' : ` (${code})`}`;
  return `<h3 id="${xmlText(oid)}">${xmlText(title)}</h3>${table(title, TERM_HEADS, rows)}`;
}

const textTable = (caption: string, texts: readonly DefineText[]) =>
  texts.length === 0
    ? '<p class="note">None.</p>'
    : table(
        caption,
        ['Name', 'Text'],
        texts.map(({ oid, name, text }) => `<tr id="${xmlText(oid)}">${head(name)}${cell(text)}</tr>`),
      );
