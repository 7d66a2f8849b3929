import { splitText } from './build-dataset.ts';
import { defineTable, type Table } from './domain.ts';
import { assigned, protocol } from './fill.ts';
import type { SummaryEntry } from './map-ts.ts';
import { study } from './map-ta.ts';
import { domainIs } from './subject-variable.ts';

/**
 * TS, Trial Summary: one record per trial summary parameter value.
 *
 * A value over 200 bytes goes on in TSVAL1, TSVAL2 and TSVAL3, which the guide lets follow TSVAL.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TS: the variables in the guide's order
 */
export const ts = defineTable<Table<SummaryEntry>>({
  code: 'TS',
  label: 'Trial Summary',
  class: 'TRIAL DESIGN',
  structure: 'One record per trial summary parameter value',
  keys: ['STUDYID', 'TSPARMCD', 'TSSEQ'],
  isReference: true,
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                     'Char', 'Req',  'Identifier',        '',       study],
    ['DOMAIN',   'Domain Abbreviation',                  'Char', 'Req',  'Identifier',        '',       domainIs('TS')],
    ['TSSEQ',    'Sequence Number',                      'Num',  'Req',  'Identifier',        '',       assigned(({ place }) => place)],
    ['TSGRPID',  'Group ID',                             'Char', 'Perm', 'Identifier',        '',       null],
    ['TSPARMCD', 'Trial Summary Parameter Short Name',   'Char', 'Req',  'Topic',             'C66738', assigned(({ code }) => code)],
    ['TSPARM',   'Trial Summary Parameter',              'Char', 'Req',  'Synonym Qualifier', 'C67152', assigned(({ name }) => name)],
    ['TSVAL',    'Parameter Value',                      'Char', 'Exp',  'Result Qualifier',  '',       protocol(({ value }) => splitText(value ?? '')[0] ?? null)],
    ['TSVAL1',   'Parameter Value 1',                    'Char', 'Perm', 'Result Qualifier',  '',       protocol(({ value }) => splitText(value ?? '')[1] ?? null)],
    ['TSVAL2',   'Parameter Value 2',                    'Char', 'Perm', 'Result Qualifier',  '',       protocol(({ value }) => splitText(value ?? '')[2] ?? null)],
    ['TSVAL3',   'Parameter Value 3',                    'Char', 'Perm', 'Result Qualifier',  '',       protocol(({ value }) => splitText(value ?? '')[3] ?? null)],
    ['TSVALNF',  'Parameter Value Null Flavor',          'Char', 'Perm', 'Result Qualifier',  '',       assigned(({ nullFlavor }) => nullFlavor)],
    ['TSVALCD',  'Parameter Value Code',                 'Char', 'Exp',  'Result Qualifier',  '',       assigned(({ valueCode }) => valueCode)],
    ['TSVCDREF', 'Name of the Reference Terminology',    'Char', 'Exp',  'Result Qualifier',  'C66788', assigned(({ reference }) => reference)],
    ['TSVCDVER', 'Version of the Reference Terminology', 'Char', 'Exp',  'Result Qualifier',  '',       assigned(({ referenceVersion }) => referenceVersion)],
  ],
});
