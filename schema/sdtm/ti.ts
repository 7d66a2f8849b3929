import { defineTable, type Table } from './domain.ts';

/**
 * TI, Trial Inclusion/Exclusion Criteria: one record per I/E criterion.
 *
 * The hub holds no criteria of eligibility: the dataset has no rows, and an empty one is not sent.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TI: the variables in the guide's order
 */
export const ti = defineTable<Table<never>>({
  code: 'TI',
  label: 'Trial Inclusion/Exclusion Criteria',
  class: 'TRIAL DESIGN',
  structure: 'One record per I/E criterion',
  keys: ['STUDYID', 'IETESTCD'],
  isReference: true,
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                   'Char', 'Req',  'Identifier',         '',       null],
    ['DOMAIN',   'Domain Abbreviation',                'Char', 'Req',  'Identifier',         '',       null],
    ['IETESTCD', 'Incl/Excl Criterion Short Name',     'Char', 'Req',  'Topic',              '',       null],
    ['IETEST',   'Inclusion/Exclusion Criterion',      'Char', 'Req',  'Synonym Qualifier',  '',       null],
    ['IECAT',    'Inclusion/Exclusion Category',       'Char', 'Req',  'Grouping Qualifier', 'C66797', null],
    ['IESCAT',   'Inclusion/Exclusion Subcategory',    'Char', 'Perm', 'Grouping Qualifier', '',       null],
    ['TIRL',     'Inclusion/Exclusion Criterion Rule', 'Char', 'Perm', 'Rule',               '',       null],
    ['TIVERS',   'Protocol Criteria Versions',         'Char', 'Perm', 'Record Qualifier',   '',       null],
  ],
});
