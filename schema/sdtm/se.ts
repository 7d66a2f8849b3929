import { defineTable, type Table } from './domain.ts';
import { assigned, derived } from './fill.ts';
import type { ElementEntry } from './map-se.ts';
import { STUDY_DAY, domainIs, identity } from './subject-variable.ts';

const START =
  'Screening: informed consent, else the earliest date told of the subject. Treatment: RFXSTDTC. Follow-up: the end of treatment.';
const END =
  'The start of the next element; of the last one the end of treatment, of participation, the failed screening or death, null while it goes on.';

/**
 * SE, Subject Elements: one record per actual Element per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), SE: the variables in the guide's order
 */
export const se = defineTable<Table<ElementEntry>>({
  code: 'SE',
  label: 'Subject Elements',
  class: 'SPECIAL PURPOSE',
  structure: 'One record per actual Element per subject',
  keys: ['STUDYID', 'USUBJID', 'SESTDTC', 'ETCD'],
  // prettier-ignore
  variables: [
    ['STUDYID', 'Study Identifier',                    'Char', 'Req',  'Identifier',        '',              identity.study],
    ['DOMAIN',  'Domain Abbreviation',                 'Char', 'Req',  'Identifier',        '',              domainIs('SE')],
    ['USUBJID', 'Unique Subject Identifier',           'Char', 'Req',  'Identifier',        '',              identity.subject],
    ['SESEQ',   'Sequence Number',                     'Num',  'Req',  'Identifier',        '',              identity.sequence],
    ['ETCD',    'Element Code',                        'Char', 'Req',  'Topic',             '',              assigned(({ element }) => element.code)],
    ['ELEMENT', 'Description of Element',              'Char', 'Perm', 'Synonym Qualifier', '',              assigned(({ element }) => element.name)],
    ['TAETORD', 'Planned Order of Element within Arm', 'Num',  'Perm', 'Timing',            '',              assigned(({ element }) => element.order)],
    ['EPOCH',   'Epoch',                               'Char', 'Perm', 'Timing',            'C99079',        assigned(({ element }) => element.epoch)],
    ['SESTDTC', 'Start Date/Time of Element',          'Char', 'Req',  'Timing',            'ISO 8601 date', derived(START, ({ element }) => element.startOn)],
    ['SEENDTC', 'End Date/Time of Element',            'Char', 'Exp',  'Timing',            'ISO 8601 date', derived(END, ({ element }) => element.endOn)],
    ['SESTDY',  'Study Day of Start of Element',       'Num',  'Perm', 'Timing',            '',              derived(STUDY_DAY, ({ startDay }) => startDay)],
    ['SEENDY',  'Study Day of End of Element',         'Num',  'Perm', 'Timing',            '',              derived(STUDY_DAY, ({ endDay }) => endDay)],
    ['SEUPDES', 'Description of Unplanned Element',    'Char', 'Perm', 'Synonym Qualifier', '',              null],
  ],
});
