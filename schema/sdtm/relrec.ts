import { defineTable, type Table } from './domain.ts';
import { assigned } from './fill.ts';
import { study } from './map-ta.ts';
import type { RelationEntry } from './map-relrec.ts';

/**
 * RELREC, Related Records: one record per related record, group of records or dataset.
 *
 * Datasets are related, not records: USUBJID and IDVARVAL are null (SDTMIG 3.4, section 8.3.2).
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), RELREC: the variables in the guide's order
 */
export const relrec = defineTable<Table<RelationEntry>>({
  code: 'RELREC',
  label: 'Related Records',
  class: 'RELATIONSHIP',
  structure: 'One record per related record, group of records or dataset',
  keys: ['STUDYID', 'RELID', 'RDOMAIN'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',            'Char', 'Req', 'Identifier',       '',       study],
    ['RDOMAIN',  'Related Domain Abbreviation', 'Char', 'Req', 'Identifier',       'C66734', assigned(({ domain }) => domain)],
    ['USUBJID',  'Unique Subject Identifier',   'Char', 'Exp', 'Identifier',       '',       null],
    ['IDVAR',    'Identifying Variable',        'Char', 'Req', 'Identifier',       '',       assigned(({ variable }) => variable)],
    ['IDVARVAL', 'Identifying Variable Value',  'Char', 'Exp', 'Identifier',       '',       null],
    ['RELTYPE',  'Relationship Type',           'Char', 'Exp', 'Record Qualifier', 'C78737', assigned(({ type }) => type)],
    ['RELID',    'Relationship Identifier',     'Char', 'Req', 'Record Qualifier', '',       assigned(({ relation }) => relation)],
  ],
});
