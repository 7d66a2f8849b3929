import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { CountedDataset, DefineAbout } from './build-define.ts';
import type { DatasetDefinition, DatasetRow } from './dataset.ts';
import { defineXml } from './define-xml.ts';
import { EXAMPLE_TRIAL, exampleDefinition, exampleVariable as v } from './example-dataset.ts';
import { datasetOf, openProfile } from './profile.ts';

const counted = (definition: DatasetDefinition, rows: readonly DatasetRow[]): CountedDataset => {
  const profile = openProfile(definition);
  for (const row of rows) profile.count(row);
  return { dataset: datasetOf(definition, profile), profile };
};

const IDENTIFIERS = [
  v('STUDYID', { core: 'Req' }),
  v('DOMAIN', { core: 'Req', codelists: ['C66734'] }),
  v('USUBJID', { core: 'Req' }),
];
const TR = exampleDefinition('TR', [
  ...IDENTIFIERS,
  v('TRSEQ', { core: 'Req', origin: { type: 'Derived', source: 'Sponsor' }, method: 'Place of the row.' }),
  v('TRTESTCD', { core: 'Req', codelists: ['C96779'] }),
  v('TRTEST', { core: 'Req', codelists: ['C96778'] }),
  v('TRORRES'),
  v('TRSTRESC', { codelists: ['C124309'] }),
  v('TRSTRESN'),
  v('TREVAL', { codelists: ['C78735'] }),
  v('TRDTC'),
]);
const RS = exampleDefinition(
  'RS',
  [
    ...IDENTIFIERS,
    v('RSTESTCD', { core: 'Req', codelists: ['C96782'] }),
    v('RSTEST', { core: 'Req', codelists: ['C96781'] }),
    v('RSCAT', { codelists: ['C124298'] }),
    v('RSORRES'),
    v('RSSTRESC', { codelists: ['C96785'] }),
    v('RSDRVFL', { core: 'Perm', codelists: ['C66742'] }),
    v('RSMETHOD', { codelists: ['C158113'] }),
  ],
  { keys: ['STUDYID', 'USUBJID', 'RSTESTCD', 'RSCAT'] },
);
const DM = exampleDefinition('DM', [...IDENTIFIERS, v('SEX', { codelists: ['C66731'] }), v('RFSTDTC')], {
  class: 'SPECIAL PURPOSE',
  keys: ['STUDYID', 'USUBJID'],
});
const SUPPTR = exampleDefinition('SUPPTR', [v('STUDYID'), v('USUBJID'), v('QNAM'), v('QLABEL'), v('QVAL')], {
  domain: 'TR',
  class: 'RELATIONSHIP',
  keys: ['USUBJID', 'QNAM'],
});
const DS = exampleDefinition('DS', [...IDENTIFIERS, v('DSTERM')], { class: 'EVENTS' });

const row = (testcd: string, name: string, result: string, more: DatasetRow = {}): DatasetRow => ({
  STUDYID: 'ORI-301',
  DOMAIN: 'TR',
  USUBJID: 'ORI-301-1',
  TRSEQ: 1,
  TRTESTCD: testcd,
  TRTEST: name,
  TRORRES: result,
  TRSTRESC: result,
  TREVAL: 'INDEPENDENT ASSESSOR',
  TRDTC: '2024-03',
  ...more,
});
const response = (testcd: string, name: string, category: string, result: string, more: DatasetRow = {}) => ({
  STUDYID: 'ORI-301',
  DOMAIN: 'RS',
  USUBJID: 'ORI-301-1',
  RSTESTCD: testcd,
  RSTEST: name,
  RSCAT: category,
  RSORRES: result,
  RSSTRESC: result,
  ...more,
});

const SDTM = () => [
  counted(DM, [{ STUDYID: 'ORI-301', DOMAIN: 'DM', USUBJID: 'ORI-301-1', SEX: 'F', RFSTDTC: '2024-01-08' }]),
  counted(TR, [
    row('LDIAM', 'Longest Diameter', '12.5', { TRSTRESN: 12.5 }),
    row('LDIAM', 'Longest Diameter', 'TOO SMALL TO MEASURE', { TRSEQ: 2 }),
    row('TUMSTATE', 'Tumor State', 'PRESENT'),
    row('SUMDIAM', 'Sum of Diameter', '40', { TRSTRESN: 40, TRDTC: '2024-03-01' }),
  ]),
  counted(RS, [
    response('OVRLRESP', 'Overall Response', 'RECIST 1.1', 'PR'),
    response('OVRLRESP', 'Overall Response', 'RECIST 1.1', 'CR', { RSDRVFL: 'Y' }),
    response('OVRLRESP', 'Overall Response', 'iRECIST', 'iPR'),
    response('BESTRESP', 'Best Overall Response', 'RECIST 1.1', 'PD-ish', { RSDRVFL: 'Y' }),
  ]),
  counted(SUPPTR, [
    { STUDYID: 'ORI-301', USUBJID: 'ORI-301-1', QNAM: 'TRCHANGE', QLABEL: 'Change', QVAL: 'GREW & <more>' },
  ]),
  counted(DS, []),
];

const ABOUT: DefineAbout = {
  at: '2024-07-01T10:00:00Z',
  originator: 'Core lab',
  system: { name: 'Readout', version: '1.0' },
  engineVersion: '2.0.0',
  fileOf: (dataset) => `${dataset.toLowerCase()}.xpt`,
  documents: [{ id: 'LF.GUIDE', href: 'reviewers-guide.pdf', title: "Reviewer's guide" }],
};

const ADSL = exampleDefinition(
  'ADSL',
  [
    v('STUDYID', { core: 'Req', role: null }),
    v('USUBJID', { core: 'Req', role: null }),
    v('AGE', { role: null, origin: { type: 'Predecessor', source: null }, method: 'DM.AGE' }),
    v('TRTSDT', { role: null, type: 'Num', format: 'SAS date' }),
  ],
  { standard: 'ADaMIG', class: 'SUBJECT LEVEL ANALYSIS DATASET', keys: ['STUDYID', 'USUBJID'] },
);
const ADTTE = exampleDefinition(
  'ADTTE',
  [
    v('USUBJID', { core: 'Req', role: null }),
    v('PARAMCD', { core: 'Req', role: null, codelists: ['ADTTE.PARAMCD'] }),
    v('PARAM', { core: 'Req', role: null }),
    v('CNSR', { role: null, type: 'Num' }),
    v('AVAL', { role: null, origin: { type: 'Derived', source: 'Sponsor' }, method: 'ADT - STARTDT + 1' }),
  ],
  { standard: 'ADaMIG', class: 'BASIC DATA STRUCTURE', keys: ['USUBJID', 'PARAMCD'] },
);
const ADAM = () => [
  counted(ADSL, [{ STUDYID: 'ORI-301', USUBJID: 'ORI-301-1', AGE: 61, TRTSDT: 23_384 }]),
  counted(ADTTE, [
    { USUBJID: 'ORI-301-1', PARAMCD: 'PFS', PARAM: 'Progression Free Survival', CNSR: 0, AVAL: 5.25 },
  ]),
];

/** The element of a name with an attribute, as text. */
function element(xml: string, name: string, oid: string): string {
  const found = new RegExp(`<${name} OID="${oid}"[^]*?</${name}>`).exec(xml);
  return found?.[0] ?? '';
}

const schema = fileURLToPath(
  new URL('../../../shared/sdtm/schemas/define/2.1/define2-1-0.xsd', import.meta.url),
);
const hasXmllint = (() => {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!existsSync(schema) || !hasXmllint).each([
  ['SDTM', SDTM],
  ['ADaM', ADAM],
])('the define of %s is valid by the published schema (needs xmllint)', (_name, datasets) => {
  const file = join(mkdtempSync(join(tmpdir(), 'define-')), 'define.xml');
  writeFileSync(file, defineXml(EXAMPLE_TRIAL, datasets(), ABOUT));
  expect(() =>
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', schema, file], { stdio: 'pipe' }),
  ).not.toThrow();
});

test('every OID that is referred to is defined once', () => {
  for (const datasets of [SDTM(), ADAM()]) {
    const xml = defineXml(EXAMPLE_TRIAL, datasets, ABOUT);
    const all = (pattern: RegExp) => [...xml.matchAll(pattern)].map(([, oid]) => oid ?? '');
    const defined = all(/ (?:OID|ID)="([^"]+)"/g);
    expect(new Set(defined).size).toBe(defined.length);
    const referred = all(
      / (?:ItemOID|def:ItemOID|CodeListOID|MethodOID|def:CommentOID|ValueListOID|WhereClauseOID|def:StandardOID|def:ArchiveLocationID|leafID)="([^"]+)"/g,
    );
    expect(referred.filter((oid) => !defined.includes(oid))).toEqual([]);
    const texts = defined.filter((oid) => /^(MT|COM|CL|WC|VL)\./.test(oid));
    expect(texts.filter((oid) => !referred.includes(oid))).toEqual([]);
  }
});

test('a measured test has numbers, its state has terms of the list, a sum its derivation with the paper', () => {
  const xml = defineXml(EXAMPLE_TRIAL, SDTM(), ABOUT);
  expect(element(xml, 'ItemDef', 'IT.TR.TRSTRESN.LDIAM')).toMatch(
    /DataType="float" Length="3" SignificantDigits="1"[^]*Type="Collected" Source="Vendor"/,
  );
  expect(element(xml, 'ItemDef', 'IT.TR.TRORRES.LDIAM')).toMatch(/DataType="text" Length="20"/);
  expect(element(xml, 'ItemDef', 'IT.TR.TRORRES.SUMDIAM')).toMatch(/DataType="integer" Length="2"/);
  expect(element(xml, 'CodeList', 'CL.TR.TRORRES.TUMSTATE')).toMatch(
    /CodedValue="PRESENT"[^]*Name="C25626"[^]*Alias Context="nci:ExtCodeID" Name="C124309"/,
  );
  expect(element(xml, 'MethodDef', 'MT.TR.SUMDIAM')).toMatch(/RECIST 1.1 \(Eisenhauer EA .*version 2\.0\.0/);
  expect(element(xml, 'ItemDef', 'IT.TR.TRSTRESN.SUMDIAM')).toContain('Type="Derived"');
  expect(element(xml, 'ItemDef', 'IT.TR.TRSTRESN.TUMSTATE')).toBe('');
});

test('a qualifier comes about as the table of its domain says', () => {
  const supprs = exampleDefinition('SUPPRS', [v('USUBJID'), v('QNAM'), v('QLABEL'), v('QVAL'), v('QORIG')], {
    domain: 'RS',
    class: 'RELATIONSHIP',
    keys: ['USUBJID', 'QNAM'],
  });
  const row = (name: string) => ({ USUBJID: 'ORI-301-1', QNAM: name, QLABEL: name, QVAL: 'PD' });
  const rows = [row('RSDERIV'), row('RSREASNE'), row('RSORRES1')];
  const xml = defineXml(EXAMPLE_TRIAL, [counted(supprs, rows)], ABOUT);
  expect(element(xml, 'ItemDef', 'IT.SUPPRS.QVAL.RSDERIV')).toContain('Type="Derived"');
  expect(element(xml, 'MethodDef', 'MT.SUPPRS.RSDERIV')).toContain('Criteria: RECIST 1.1 (Eisenhauer EA');
  expect(element(xml, 'ItemDef', 'IT.SUPPRS.QVAL.RSREASNE')).toContain('Type="Collected" Source="Vendor"');
  expect(element(xml, 'ItemDef', 'IT.SUPPRS.QVAL.RSORRES1')).toContain('Type="Collected"');
});

test('a response is described by test and criteria, both of which must hold', () => {
  const xml = defineXml(EXAMPLE_TRIAL, SDTM(), ABOUT);
  const where = element(xml, 'def:WhereClauseDef', 'WC.RS.OVRLRESP.RECIST_1.1');
  expect(
    [...where.matchAll(/def:ItemOID="([^"]+)">\s*<CheckValue>([^<]+)/g)].map(([, ...pair]) => pair),
  ).toEqual([
    ['IT.RS.RSTESTCD', 'OVRLRESP'],
    ['IT.RS.RSCAT', 'RECIST 1.1'],
  ]);
  expect(element(xml, 'CodeList', 'CL.RS.RSSTRESC.OVRLRESP.RECIST_1.1').match(/CodedValue="[^"]+"/g)).toEqual(
    ['CodedValue="CR"', 'CodedValue="PR"'],
  );
  expect(xml).toContain('1 of 2 rows are derived (RSDRVFL is Y)');
});

test('a term that the published list lacks is marked as extended', () => {
  const list = element(
    defineXml(EXAMPLE_TRIAL, SDTM(), ABOUT),
    'CodeList',
    'CL.RS.RSSTRESC.BESTRESP.RECIST_1.1',
  );
  expect(defineXml(EXAMPLE_TRIAL, SDTM(), ABOUT)).toMatch(/CodedValue="PD-ish"[^>]*def:ExtendedValue="Yes"/);
  expect(list).not.toMatch(/CodedValue="PR"/);
});

test('a dataset without rows has no file, and a variable without values says so', () => {
  const xml = defineXml(EXAMPLE_TRIAL, SDTM(), ABOUT);
  expect(element(xml, 'ItemGroupDef', 'IG.DS')).toMatch(/def:HasNoData="Yes"/);
  expect(xml).not.toContain('ds.xpt');
  expect(element(xml, 'ItemGroupDef', 'IG.RS')).toMatch(/ItemOID="IT.RS.RSMETHOD"[^>]*def:HasNoData="Yes"/);
  expect(element(xml, 'ItemDef', 'IT.RS.RSMETHOD')).toMatch(/Origin Type="Not Available"\/>/);
});

test('keys, mandatory and roles are those of the definition; partial dates are told', () => {
  const xml = defineXml(EXAMPLE_TRIAL, SDTM(), ABOUT);
  const group = element(xml, 'ItemGroupDef', 'IG.TR');
  expect(group).toMatch(
    /ItemOID="IT.TR.TRSEQ" OrderNumber="4" Mandatory="Yes" KeySequence="3" MethodOID="MT.TR.TRSEQ" Role="Record Qualifier"/,
  );
  expect(element(xml, 'ItemDef', 'IT.TR.TRDTC')).toContain('DataType="partialDate"');
  expect(element(xml, 'ItemDef', 'IT.DM.RFSTDTC')).toContain('DataType="date"');
  expect(element(xml, 'ItemGroupDef', 'IG.DM')).toContain('Repeating="No"');
});

test('an analysis variable names what it was taken from, and its date format', () => {
  const xml = defineXml(EXAMPLE_TRIAL, ADAM(), ABOUT);
  expect(element(xml, 'ItemDef', 'IT.ADSL.AGE')).toMatch(/Type="Predecessor"[^]*DM\.AGE/);
  expect(element(xml, 'ItemDef', 'IT.ADSL.TRTSDT')).toContain('def:DisplayFormat="DATE9."');
  expect(element(xml, 'ItemGroupDef', 'IG.ADTTE')).toContain('<def:SubClass Name="TIME-TO-EVENT"');
  expect(element(xml, 'CodeList', 'CL.ADTTE.PARAMCD')).toMatch(
    /def:IsNonStandard="Yes"[^]*CodedValue="PFS"[^]*Progression Free Survival/,
  );
});

test('the datasets of two standards do not share a define.xml', () => {
  expect(() => defineXml(EXAMPLE_TRIAL, [...SDTM(), ...ADAM()], ABOUT)).toThrow('one standard');
});
