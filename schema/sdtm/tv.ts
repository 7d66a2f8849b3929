import { defineTable, type Table } from './domain.ts';
import { protocol } from './fill.ts';
import { study } from './map-ta.ts';
import type { PlannedVisitEntry } from './map-tv.ts';
import { domainIs } from './subject-variable.ts';

/**
 * TV, Trial Visits: one record per planned Visit per Arm.
 *
 * ARMCD is null: every arm has the same visits.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TV: the variables in the guide's order
 */
export const tv = defineTable<Table<PlannedVisitEntry>>({
  code: 'TV',
  label: 'Trial Visits',
  class: 'TRIAL DESIGN',
  structure: 'One record per planned Visit per Arm',
  keys: ['STUDYID', 'VISITNUM', 'ARMCD'],
  isReference: true,
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',           'Char', 'Req',  'Identifier',        '', study],
    ['DOMAIN',   'Domain Abbreviation',        'Char', 'Req',  'Identifier',        '', domainIs('TV')],
    ['VISITNUM', 'Visit Number',               'Num',  'Req',  'Topic',             '', protocol(({ visit }) => visit.number)],
    ['VISIT',    'Visit Name',                 'Char', 'Req',  'Synonym Qualifier', '', protocol(({ visit }) => visit.name)],
    ['VISITDY',  'Planned Study Day of Visit', 'Num',  'Perm', 'Timing',            '', protocol(({ visit }) => visit.plannedDay)],
    ['ARMCD',    'Planned Arm Code',           'Char', 'Exp',  'Record Qualifier',  '', null],
    ['ARM',      'Description of Planned Arm', 'Char', 'Perm', 'Synonym Qualifier', '', null],
    ['TVSTRL',   'Visit Start Rule',           'Char', 'Req',  'Rule',              '', protocol(({ startRule }) => startRule)],
    ['TVENRL',   'Visit End Rule',             'Char', 'Perm', 'Rule',              '', null],
  ],
});
