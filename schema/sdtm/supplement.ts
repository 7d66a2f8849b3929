import type { DatasetDefinition, DatasetRow, Value, VariableDefinition } from './dataset.ts';
import { definitionOf, defineTable, type Table } from './domain.ts';
import { assigned, type Filled } from './fill.ts';

const told = (name: string): Filled<DatasetRow> => assigned((row) => row[name] ?? null);
const value: Filled<DatasetRow> = {
  origin: { type: 'Collected', source: 'Vendor' },
  method: null,
  value: (row): Value => row['QVAL'] ?? null,
};

/**
 * SUPP--, Supplemental Qualifiers: one record per supplemental qualifier per related parent domain record.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), SUPPQUAL: the variables in the guide's order
 */
const suppqual = defineTable<Table<DatasetRow>>({
  code: 'SUPPQUAL',
  label: 'Supplemental Qualifiers',
  class: 'RELATIONSHIP',
  structure: 'One record per supplemental qualifier per related parent domain record(s)',
  keys: ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',            'Char', 'Req', 'Identifier',        '',       told('STUDYID')],
    ['RDOMAIN',  'Related Domain Abbreviation', 'Char', 'Req', 'Identifier',        'C66734', told('RDOMAIN')],
    ['USUBJID',  'Unique Subject Identifier',   'Char', 'Req', 'Identifier',        '',       told('USUBJID')],
    ['IDVAR',    'Identifying Variable',        'Char', 'Exp', 'Identifier',        '',       told('IDVAR')],
    ['IDVARVAL', 'Identifying Variable Value',  'Char', 'Exp', 'Identifier',        '',       told('IDVARVAL')],
    ['QNAM',     'Qualifier Variable Name',     'Char', 'Req', 'Topic',             '',       told('QNAM')],
    ['QLABEL',   'Qualifier Variable Label',    'Char', 'Req', 'Synonym Qualifier', '',       told('QLABEL')],
    ['QVAL',     'Data Value',                  'Char', 'Req', 'Result Qualifier',  '',       value],
    ['QORIG',    'Origin',                      'Char', 'Req', 'Record Qualifier',  '',       told('QORIG')],
    ['QEVAL',    'Evaluator',                   'Char', 'Exp', 'Record Qualifier',  'C78735', told('QEVAL')],
  ],
});

/** SUPP-- of a domain. */
export function supplementDefinition({ code }: Pick<Table, 'code'>): DatasetDefinition {
  const { variables, ...definition } = definitionOf(suppqual);
  return {
    ...definition,
    name: `SUPP${code}`,
    domain: code,
    label: `Supplemental Qualifiers for ${code}`,
    variables: variables satisfies readonly VariableDefinition[],
  };
}
