import { defineTable, type Table } from './domain.ts';
import { protocol } from './fill.ts';
import { study, type PlannedElementEntry } from './map-ta.ts';
import { domainIs } from './subject-variable.ts';

/**
 * TE, Trial Elements: one record per planned Element.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TE: the variables in the guide's order
 */
export const te = defineTable<Table<PlannedElementEntry>>({
  code: 'TE',
  label: 'Trial Elements',
  class: 'TRIAL DESIGN',
  structure: 'One record per planned Element',
  keys: ['STUDYID', 'ETCD'],
  isReference: true,
  // prettier-ignore
  variables: [
    ['STUDYID', 'Study Identifier',            'Char', 'Req',  'Identifier',        '',                  study],
    ['DOMAIN',  'Domain Abbreviation',         'Char', 'Req',  'Identifier',        '',                  domainIs('TE')],
    ['ETCD',    'Element Code',                'Char', 'Req',  'Topic',             '',                  protocol(({ element }) => element.code)],
    ['ELEMENT', 'Description of Element',      'Char', 'Req',  'Synonym Qualifier', '',                  protocol(({ element }) => element.name)],
    ['TESTRL',  'Rule for Start of Element',   'Char', 'Req',  'Rule',              '',                  protocol(({ element }) => element.startRule)],
    ['TEENRL',  'Rule for End of Element',     'Char', 'Perm', 'Rule',              '',                  protocol(({ element }) => element.endRule)],
    ['TEDUR',   'Planned Duration of Element', 'Char', 'Perm', 'Timing',            'ISO 8601 duration', null],
  ],
});
