import type { DatasetDefinition, DatasetRow, VariableDefinition } from '../dataset.ts';
import { exampleDefinition, exampleVariable as v } from '../example-dataset.ts';
import type { RowsByDataset } from './rule.ts';

const REQ = { core: 'Req' } as const;
const list = (...codelists: readonly string[]) => ({ codelists });
const ids = (...names: readonly string[]): readonly VariableDefinition[] =>
  ['STUDYID', 'DOMAIN', ...names].map((name) => v(name, REQ));

/** Definitions of a small package for tests, in the shape of the guide's. */
export const EXAMPLE_DEFINITIONS: readonly DatasetDefinition[] = [
  exampleDefinition(
    'TS',
    [
      ...ids('TSSEQ'),
      v('TSPARMCD', { ...REQ, ...list('C66738') }),
      v('TSPARM', REQ),
      v('TSVAL'),
      v('TSVALNF'),
    ],
    {
      class: 'TRIAL DESIGN',
      isReference: true,
      keys: ['STUDYID', 'TSPARMCD', 'TSSEQ'],
    },
  ),
  exampleDefinition('TV', [...ids('VISITNUM', 'VISIT'), v('VISITDY'), v('TVSTRL', REQ)], {
    class: 'TRIAL DESIGN',
    isReference: true,
    keys: ['STUDYID', 'VISITNUM'],
  }),
  exampleDefinition(
    'TA',
    [...ids('ARMCD', 'ARM', 'TAETORD', 'ETCD'), v('ELEMENT'), v('EPOCH', { ...REQ, ...list('C99079') })],
    {
      class: 'TRIAL DESIGN',
      isReference: true,
      keys: ['STUDYID', 'ARMCD', 'TAETORD'],
    },
  ),
  exampleDefinition('TE', [...ids('ETCD', 'ELEMENT'), v('TEDUR', { format: 'ISO 8601 duration' })], {
    class: 'TRIAL DESIGN',
    isReference: true,
    keys: ['STUDYID', 'ETCD'],
  }),
  exampleDefinition(
    'DM',
    [
      ...ids('USUBJID'),
      v('RFSTDTC'),
      v('RFENDTC'),
      v('RFXSTDTC'),
      v('RFXENDTC'),
      v('RFICDTC'),
      v('RFPENDTC'),
      v('DTHDTC'),
      v('DTHFL', list('C66742')),
      v('AGE'),
      v('AGEU', list('C66781')),
      v('SEX', { ...REQ, ...list('C66731') }),
      v('ARMCD'),
      v('ARM'),
      v('ACTARMCD'),
      v('ACTARM'),
      v('ARMNRS', list('C142179')),
      v('COUNTRY', REQ),
    ],
    { class: 'SPECIAL PURPOSE', keys: ['STUDYID', 'USUBJID'] },
  ),
  exampleDefinition(
    'SV',
    [
      ...ids('USUBJID', 'VISITNUM'),
      v('VISIT'),
      v('SVPRESP', list('C66742')),
      v('SVOCCUR', list('C66742')),
      v('SVSTDTC'),
      v('SVENDTC'),
      v('SVSTDY'),
      v('SVENDY'),
      v('SVUPDES'),
    ],
    { class: 'SPECIAL PURPOSE', keys: ['STUDYID', 'USUBJID', 'VISITNUM'] },
  ),
  exampleDefinition(
    'SE',
    [
      ...ids('USUBJID', 'SESEQ', 'ETCD'),
      v('ELEMENT'),
      v('EPOCH'),
      v('SESTDTC', REQ),
      v('SEENDTC'),
      v('SEUPDES'),
    ],
    {
      class: 'SPECIAL PURPOSE',
      keys: ['STUDYID', 'USUBJID', 'SESTDTC'],
    },
  ),
  exampleDefinition('EX', [...ids('USUBJID', 'EXSEQ', 'EXTRT'), v('EXSTDTC'), v('EXENDTC')], {
    class: 'INTERVENTIONS',
    keys: ['STUDYID', 'USUBJID', 'EXSTDTC'],
  }),
  exampleDefinition(
    'DS',
    [
      ...ids('USUBJID', 'DSSEQ', 'DSTERM', 'DSDECOD'),
      v('DSCAT', list('C74558')),
      v('EPOCH'),
      v('DSSTDTC'),
      v('DSSTDY'),
    ],
    {
      class: 'EVENTS',
      keys: ['STUDYID', 'USUBJID', 'DSSEQ'],
    },
  ),
  exampleDefinition(
    'TU',
    [
      ...ids('USUBJID', 'TUSEQ'),
      v('TULNKID'),
      v('TUTESTCD', { ...REQ, ...list('C96784') }),
      v('TUTEST', { ...REQ, ...list('C96783') }),
      v('TUORRES'),
      v('TUSTRESC', list('C123650')),
      v('TULOBXFL', list('C66742')),
      v('TUEVAL', list('C78735')),
      v('TUEVALID', list('C96777')),
      v('VISITNUM'),
      v('VISIT'),
      v('TUDTC'),
      v('TUDY'),
    ],
    { keys: ['STUDYID', 'USUBJID', 'TULNKID', 'TUTESTCD', 'VISITNUM'] },
  ),
  exampleDefinition(
    'TR',
    [
      ...ids('USUBJID', 'TRSEQ'),
      v('TRGRPID'),
      v('TRLNKID'),
      v('TRLNKGRP'),
      v('TRTESTCD', { ...REQ, ...list('C96779') }),
      v('TRTEST', { ...REQ, ...list('C96778') }),
      v('TRORRES'),
      v('TRORRESU', list('C71620')),
      v('TRSTRESC', list('C124309')),
      v('TRSTRESN'),
      v('TRSTRESU', list('C71620')),
      v('TRSTAT', list('C66789')),
      v('TRREASND'),
      v('TRLOBXFL', list('C66742')),
      v('TREVAL', list('C78735')),
      v('TREVALID', list('C96777')),
      v('VISITNUM'),
      v('VISIT'),
      v('EPOCH'),
      v('TRDTC'),
      v('TRDY'),
    ],
    { keys: ['STUDYID', 'USUBJID', 'TRLNKID', 'TRTESTCD', 'VISITNUM'] },
  ),
  exampleDefinition(
    'RS',
    [
      ...ids('USUBJID', 'RSSEQ'),
      v('RSLNKGRP'),
      v('RSTESTCD', { ...REQ, ...list('C96782') }),
      v('RSTEST', { ...REQ, ...list('C96781') }),
      v('RSCAT', list('C124298')),
      v('RSORRES'),
      v('RSSTRESC', list('C96785')),
      v('RSEVAL', list('C78735')),
      v('RSEVALID', list('C96777')),
      v('RSACPTFL', list('C66742')),
      v('VISITNUM'),
      v('VISIT'),
      v('RSDTC'),
      v('RSDY'),
    ],
    { keys: ['STUDYID', 'USUBJID', 'RSTESTCD', 'RSEVALID', 'VISITNUM'] },
  ),
  exampleDefinition(
    'SUPPTR',
    [
      v('STUDYID', REQ),
      v('RDOMAIN', REQ),
      v('USUBJID', REQ),
      v('IDVAR'),
      v('IDVARVAL'),
      v('QNAM', REQ),
      v('QLABEL', REQ),
      v('QVAL', REQ),
    ],
    { domain: 'TR', class: 'RELATIONSHIP', keys: ['STUDYID', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM'] },
  ),
  exampleDefinition(
    'RELREC',
    [v('STUDYID', REQ), v('RDOMAIN', REQ), v('IDVAR', REQ), v('RELTYPE', list('C78737')), v('RELID', REQ)],
    {
      class: 'RELATIONSHIP',
      isReference: true,
      keys: ['STUDYID', 'RELID', 'RDOMAIN'],
    },
  ),
];

const trialRow = (domain: string, more: DatasetRow): DatasetRow => ({
  STUDYID: 'ORI-301',
  DOMAIN: domain,
  ...more,
});
const row = (domain: string, more: DatasetRow) => trialRow(domain, { USUBJID: 'ORI-301-1', ...more });
const W6 = { VISITNUM: 2, VISIT: 'Week 6' };
const BL = { VISITNUM: 1, VISIT: 'Baseline' };
const READER = (domain: string) => ({
  [`${domain}EVAL`]: 'INDEPENDENT ASSESSOR',
  [`${domain}EVALID`]: 'RADIOLOGIST 1',
});

/** Rows of the trial that break no rule but that its summary is short. */
export const EXAMPLE_TRIAL_ROWS: RowsByDataset = {
  TS: [trialRow('TS', { TSSEQ: 1, TSPARMCD: 'TITLE', TSPARM: 'Trial Title', TSVAL: 'A trial' })],
  TV: [
    trialRow('TV', { ...BL, VISITDY: -7, TVSTRL: 'Screening' }),
    trialRow('TV', { ...W6, VISITDY: 43, TVSTRL: 'Six weeks' }),
  ],
  TA: [
    trialRow('TA', {
      ARMCD: 'A',
      ARM: 'Drug A',
      TAETORD: 1,
      ETCD: 'SCRN',
      ELEMENT: 'Screening',
      EPOCH: 'SCREENING',
    }),
    trialRow('TA', {
      ARMCD: 'A',
      ARM: 'Drug A',
      TAETORD: 2,
      ETCD: 'TRT',
      ELEMENT: 'Treatment',
      EPOCH: 'TREATMENT',
    }),
  ],
  TE: [
    trialRow('TE', { ETCD: 'SCRN', ELEMENT: 'Screening', TEDUR: 'P28D' }),
    trialRow('TE', { ETCD: 'TRT', ELEMENT: 'Treatment' }),
  ],
  RELREC: [
    { STUDYID: 'ORI-301', RDOMAIN: 'TR', IDVAR: 'TRLNKID', RELTYPE: 'MANY', RELID: 'TU-TR' },
    { STUDYID: 'ORI-301', RDOMAIN: 'TU', IDVAR: 'TULNKID', RELTYPE: 'ONE', RELID: 'TU-TR' },
  ],
};

const size = (number: number, more: DatasetRow): DatasetRow =>
  row('TR', {
    TRGRPID: 'TARGET',
    TRLNKID: 'R1-T01',
    TRTESTCD: 'LDIAM',
    TRTEST: 'Longest Diameter',
    TRORRES: String(number),
    TRORRESU: 'mm',
    TRSTRESC: String(number),
    TRSTRESN: number,
    TRSTRESU: 'mm',
    ...READER('TR'),
    ...more,
  });

/** Rows of a subject that break no rule. */
export const EXAMPLE_ROWS: RowsByDataset = {
  DM: [
    row('DM', {
      RFSTDTC: '2024-01-08',
      RFENDTC: '2024-05-01',
      RFXSTDTC: '2024-01-08',
      RFXENDTC: '2024-05-01',
      RFICDTC: '2023-12-20',
      RFPENDTC: '2024-05-20',
      AGE: 61,
      AGEU: 'YEARS',
      SEX: 'F',
      ARMCD: 'A',
      ARM: 'Drug A',
      ACTARMCD: 'A',
      ACTARM: 'Drug A',
      COUNTRY: 'DEU',
    }),
  ],
  SV: [
    row('SV', {
      ...BL,
      SVPRESP: 'Y',
      SVOCCUR: 'Y',
      SVSTDTC: '2024-01-02',
      SVENDTC: '2024-01-02',
      SVSTDY: -6,
      SVENDY: -6,
    }),
    row('SV', { ...W6, SVSTDTC: '2024-02-19', SVSTDY: 43 }),
  ],
  SE: [
    row('SE', {
      SESEQ: 1,
      ETCD: 'SCRN',
      ELEMENT: 'Screening',
      EPOCH: 'SCREENING',
      SESTDTC: '2023-12-20',
      SEENDTC: '2024-01-08',
    }),
    row('SE', { SESEQ: 2, ETCD: 'TRT', ELEMENT: 'Treatment', EPOCH: 'TREATMENT', SESTDTC: '2024-01-08' }),
  ],
  EX: [row('EX', { EXSEQ: 1, EXTRT: 'DRUG A', EXSTDTC: '2024-01-08', EXENDTC: '2024-05-01' })],
  DS: [
    row('DS', {
      DSSEQ: 1,
      DSTERM: 'Consent',
      DSDECOD: 'INFORMED CONSENT OBTAINED',
      DSCAT: 'PROTOCOL MILESTONE',
      DSSTDTC: '2023-12-20',
      DSSTDY: -19,
    }),
    row('DS', {
      DSSEQ: 2,
      DSTERM: 'Progression',
      DSDECOD: 'PROGRESSIVE DISEASE',
      DSCAT: 'DISPOSITION EVENT',
      EPOCH: 'TREATMENT',
      DSSTDTC: '2024-05',
    }),
  ],
  TU: [
    row('TU', {
      TUSEQ: 1,
      TULNKID: 'R1-T01',
      TUTESTCD: 'TUMIDENT',
      TUTEST: 'Tumor Identification',
      TUORRES: 'TARGET',
      TUSTRESC: 'TARGET',
      TULOBXFL: 'Y',
      ...READER('TU'),
      ...BL,
      TUDTC: '2024-01-02',
      TUDY: -6,
    }),
  ],
  TR: [
    size(32, {
      TRSEQ: 1,
      TRLNKGRP: 'R1-A1',
      TRLOBXFL: 'Y',
      ...BL,
      TRDTC: '2024-01-02',
      TRDY: -6,
      EPOCH: 'SCREENING',
    }),
    size(20.5, { TRSEQ: 2, TRLNKGRP: 'R1-A2', ...W6, TRDTC: '2024-02-19', TRDY: 43, EPOCH: 'TREATMENT' }),
  ],
  RS: [
    row('RS', {
      RSSEQ: 1,
      RSLNKGRP: 'R1-A2',
      RSTESTCD: 'OVRLRESP',
      RSTEST: 'Overall Response',
      RSCAT: 'RECIST 1.1',
      RSORRES: 'PR',
      RSSTRESC: 'PR',
      ...READER('RS'),
      RSACPTFL: 'Y',
      ...W6,
      RSDTC: '2024-02-19',
      RSDY: 43,
    }),
  ],
  SUPPTR: [
    {
      STUDYID: 'ORI-301',
      RDOMAIN: 'TR',
      USUBJID: 'ORI-301-1',
      IDVAR: 'TRSEQ',
      IDVARVAL: '2',
      QNAM: 'TRCHANGE',
      QLABEL: 'Change',
      QVAL: 'SHRANK',
    },
  ],
};
