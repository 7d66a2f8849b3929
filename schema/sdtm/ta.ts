import { defineTable, type Table } from './domain.ts';
import { protocol } from './fill.ts';
import { study, type ArmElementEntry } from './map-ta.ts';
import { domainIs } from './subject-variable.ts';

/**
 * TA, Trial Arms: one record per planned Element per Arm.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TA: the variables in the guide's order
 */
export const ta = defineTable<Table<ArmElementEntry>>({
  code: 'TA',
  label: 'Trial Arms',
  class: 'TRIAL DESIGN',
  structure: 'One record per planned Element per Arm',
  keys: ['STUDYID', 'ARMCD', 'TAETORD'],
  isReference: true,
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                    'Char', 'Req',  'Identifier',        '',       study],
    ['DOMAIN',   'Domain Abbreviation',                 'Char', 'Req',  'Identifier',        '',       domainIs('TA')],
    ['ARMCD',    'Planned Arm Code',                    'Char', 'Req',  'Topic',             '',       protocol(({ arm }) => arm.code)],
    ['ARM',      'Description of Planned Arm',          'Char', 'Req',  'Synonym Qualifier', '',       protocol(({ arm }) => arm.name)],
    ['TAETORD',  'Planned Order of Element within Arm', 'Num',  'Req',  'Timing',            '',       protocol(({ element }) => element.order)],
    ['ETCD',     'Element Code',                        'Char', 'Req',  'Record Qualifier',  '',       protocol(({ element }) => element.code)],
    ['ELEMENT',  'Description of Element',              'Char', 'Perm', 'Synonym Qualifier', '',       protocol(({ element }) => element.name)],
    ['TABRANCH', 'Branch',                              'Char', 'Exp',  'Rule',              '',       protocol(({ branch }) => branch)],
    ['TATRANS',  'Transition Rule',                     'Char', 'Exp',  'Rule',              '',       null],
    ['EPOCH',    'Epoch',                               'Char', 'Req',  'Timing',            'C99079', protocol(({ element }) => element.epoch)],
  ],
});
