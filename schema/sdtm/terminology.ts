import type { TimepointComponent } from '@readout/criteria';
import type { FindingState, LesionKind, LesionRole } from '@readout/criteria/term.ts';

/** Who looked at the images, as far as SDTM tells of them. */
export const EVALUATORS = ['INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR'] as const;
export type Evaluator = (typeof EVALUATORS)[number];

/** --EVAL and --EVALID of each evaluator, as the hub writes them. @source CDISC CT EVAL C78735, MEDEVAL C96777 */
export const EVALUATOR_TERMS = {
  INVESTIGATOR: ['INVESTIGATOR', ''],
  READER_1: ['INDEPENDENT ASSESSOR', 'RADIOLOGIST 1'],
  READER_2: ['INDEPENDENT ASSESSOR', 'RADIOLOGIST 2'],
  ADJUDICATOR: ['INDEPENDENT ASSESSOR', 'ADJUDICATOR'],
} as const satisfies Record<Evaluator, readonly [string, string]>;

/**
 * The evaluator of --EVAL and --EVALID.
 *
 * An independent assessor without an identifier is reader 1 (a single-read design). RADIOLOGIST 3 is undefined: some
 * trials call their adjudicator so and some their third reader, and a guess would be stored as a central result.
 */
export function findEvaluator(evaluator: string, evaluatorId: string): Evaluator | undefined {
  const who = evaluator.toUpperCase();
  const id = evaluatorId.toUpperCase();
  if (who === 'INVESTIGATOR' || (who === '' && id === '')) return 'INVESTIGATOR';
  if (who === 'ADJUDICATOR' || /^(ADJUDICATOR|ADJUDICATION)( 1)?$/.test(id)) return 'ADJUDICATOR';
  if (!/^(INDEPENDENT ASSESSOR.*|RADIOLOGIST|)$/.test(who)) return undefined;
  if (id === '' || /^(RADIOLOGIST|READER|ONCOLOGIST) 1$/.test(id)) return 'READER_1';
  return /^(RADIOLOGIST|READER|ONCOLOGIST) 2$/.test(id) ? 'READER_2' : undefined;
}

/** @source CDISC CT TUIDRS C123650 */
const ROLES: Readonly<Record<string, LesionRole>> = {
  TARGET: 'target',
  'NON-TARGET': 'non-target',
  NEW: 'new',
};

export function findRole(term: string): LesionRole | undefined {
  return ROLES[term.toUpperCase()];
}

/** What of TULOC changes a lesion's rule; the first that fits. @source CDISC CT LOC C74456 */
const KINDS: readonly (readonly [RegExp, LesionKind])[] = [
  [/\bLYMPH NODE|\bNODE\b|\bNODAL\b/, 'nodal'],
  [/\bEFFUSION\b|\bASCITES\b/, 'effusion'],
  [/\bBONE\b(?! MARROW)|\bVERTEBRA|\bSKELET|\bRIB\b|\bFEMUR\b|\bSACRUM\b|\bSTERNUM\b|\bSKULL\b/, 'bone'],
  [/\bSPLEEN\b/, 'spleen'],
  [/\bLIVER\b/, 'liver'],
  [/\bSKIN\b/, 'skin'],
];

export function kindOfLocation(location: string): LesionKind {
  const text = location.toUpperCase();
  return KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'extranodal';
}

/** TUMSTATE and LNSTATE by the lesion's role: an unequivocal non-target has progressed, an unequivocal new lesion is there. */
const STATES: Readonly<Record<string, FindingState | Readonly<Record<LesionRole, FindingState>>>> = {
  PRESENT: 'present',
  ABSENT: 'absent',
  'NOT PRESENT': 'absent',
  UNEQUIVOCAL: { target: 'present', 'non-target': 'progressed', new: 'present' },
  'UNEQUIVOCAL PROGRESSION': { target: 'present', 'non-target': 'progressed', new: 'present' },
  EQUIVOCAL: 'equivocal',
  'ENLARGEMENT FROM NADIR': 'present',
  'TOO SMALL TO MEASURE': 'too-small',
  PATHOLOGICAL: 'present',
  'NON-PATHOLOGICAL': 'absent',
  NE: 'not-evaluable',
  'NOT EVALUABLE': 'not-evaluable',
};

export function findState(term: string, role: LesionRole): FindingState | undefined {
  const state = STATES[term.toUpperCase()];
  return typeof state === 'object' ? state[role] : state;
}

/** RSCAT and RSSCAT-free names of criteria, upper case, to the hub's ids. @source CDISC CT ONCRSCAT C124298 */
const CRITERIA: readonly (readonly [RegExp, string])[] = [
  [/^RECIST ?(V?1\.1)?$/, 'recist-1.1'],
  [/^IRECIST/, 'irecist'],
  [/^MRECIST/, 'mrecist'],
  [/^(IRRC|IMMUNE.RELATED RESPONSE CRITERIA|WOLCHOK)/, 'irrc'],
  [/^WHO\b/, 'who'],
  [/^CHOI/, 'choi'],
  [/^PERCIST/, 'percist-1.0'],
  [/^PCWG ?2|^PCWG SCHER PROSTATE CANCER 2008/, 'pcwg2'],
  [/^PCWG/, 'pcwg3'],
  [/^(CHESON|IWG).*1999/, 'cheson-1999'],
  [/^(CHESON|IWG).*2007/, 'cheson-2007'],
  [/^LUGANO|^CHESON.*2014/, 'lugano-2014'],
  [/^LYRIC/, 'lyric'],
  [/^MACDONALD/, 'macdonald'],
  [/^RANO.*2\.0/, 'rano-2.0'],
  [/^RANO/, 'rano-2010'],
];

/** The hub's id of the criteria that RSCAT names; undefined when it names none. */
export function findCriteria(category: string): string | undefined {
  const text = category.toUpperCase();
  return CRITERIA.find(([pattern]) => pattern.test(text))?.[1];
}

/** Which part of a response a test states. @source CDISC CT ONCRTSCD C96782 */
export const STATED_PARTS = {
  TRGRESP: 'target',
  NTRGRESP: 'nonTarget',
  NEWLPROG: 'hasNewLesion',
  NEWLIND: 'hasNewLesion',
  OVRLRESP: 'overall',
} as const;
export type StatedPart = (typeof STATED_PARTS)[keyof typeof STATED_PARTS];

export function findPart(test: string): StatedPart | undefined {
  return test in STATED_PARTS ? STATED_PARTS[test as keyof typeof STATED_PARTS] : undefined;
}

const RECIST = {
  target: ['CR', 'PR', 'SD', 'PD', 'NE'],
  nonTarget: ['CR', 'NON-CR/NON-PD', 'PD', 'NE'],
  overall: ['CR', 'PR', 'SD', 'PD', 'NE', 'NON-CR/NON-PD', 'NED'],
};
const IRECIST = ['iCR', 'iPR', 'iSD', 'iUPD', 'iCPD', 'NE'];
const LUGANO = [
  'CR',
  'PR',
  'SD',
  'PD',
  'NE',
  'CMR',
  'PMR',
  'NMR',
  'PMD',
  'NMR/SMD',
  'SMD',
  'CAR',
  'PAR',
  'SAD',
  'PAD',
];

/** Words of the criteria whose terms CDISC publishes; criteria not listed take any word. @source CDISC CT ONCRSR C96785 */
const WORDS: Readonly<
  Record<string, Readonly<Record<'target' | 'nonTarget' | 'overall', readonly string[]>>>
> = {
  'recist-1.1': RECIST,
  irecist: {
    target: IRECIST,
    nonTarget: ['iCR', 'NON-iCR/NON-iUPD', 'iUPD', 'iCPD', 'NE'],
    overall: [...IRECIST, 'NON-iCR/NON-iUPD', 'NED'],
  },
  'lugano-2014': { target: LUGANO, nonTarget: LUGANO, overall: LUGANO },
  pcwg3: { ...RECIST, overall: [...RECIST.overall, 'PDu'] },
};

/**
 * Tests that state what only some criteria answer: soft tissue and bone, which the prostate criteria judge apart, and the response by
 * CT and by PET of Lugano and LYRIC. @source CDISC CT ONCRTSCD C96782
 */
const STATED_COMPONENTS: Readonly<Record<string, TimepointComponent>> = {
  SFTSRESP: 'softTissue',
  BONERESP: 'bone',
  ANATRESP: 'ctResponse',
  METBRESP: 'petResponse',
};

export function findComponent(test: string): TimepointComponent | undefined {
  return STATED_COMPONENTS[test];
}

/** TRMETHOD of a sum or change that follows from sizes: no statement of an evaluator. @source CDISC CT METHOD C85492, C54125 */
export const CALCULATION = 'CALCULATION';

/** The words the criteria know for this part; null when any word will do. */
export function listWords(
  criteria: string,
  part: 'target' | 'nonTarget' | 'overall',
): readonly string[] | null {
  return WORDS[criteria]?.[part] ?? null;
}

/** What may happen to a subject beside exposure and assessments. */
export const EVENT_KINDS = [
  'INFORMED_CONSENT',
  'RANDOMISATION',
  'SCREEN_FAILURE',
  'END_OF_TREATMENT',
  'END_OF_RADIOTHERAPY',
  'NEW_THERAPY',
  'END_OF_STUDY',
  'DEATH',
  'LAST_CONTACT',
  'OTHER',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * The kind of a DS row. A disposition event is the end of the study unless its subcategory, or without one its epoch, says
 * treatment: a source with one disposition event a subject means the study's.
 *
 * @source CDISC CT PROTMLST C114118, NCOMPLT C66727, DSSCAT C170443
 */
export function findEventKind(
  decode: string,
  category: string,
  subcategory: string,
  epoch: string,
): EventKind {
  const term = decode.toUpperCase();
  // Treatment that ended by death is the end of treatment; the death itself is in DM.
  const isDisposition = category.toUpperCase() === 'DISPOSITION EVENT';
  if (isDisposition && /TREATMENT/i.test(subcategory)) return 'END_OF_TREATMENT';
  if (/INFORMED CONSENT/.test(term) && !/WITHDR/.test(term)) return 'INFORMED_CONSENT';
  if (/^RANDOMI[SZ](ED|ATION)/.test(term)) return 'RANDOMISATION';
  if (/SCREEN(ING)? FAILURE/.test(term)) return 'SCREEN_FAILURE';
  if (/^DEATH\b|^DIED\b/.test(term)) return 'DEATH';
  if (/LAST (CONTACT|KNOWN ALIVE)|LAST DATE KNOWN/.test(term)) return 'LAST_CONTACT';
  if (/^END OF RADIOTHERAPY/.test(term)) return 'END_OF_RADIOTHERAPY';
  if (/^(NEW|SUBSEQUENT) .*THERAPY/.test(term)) return 'NEW_THERAPY';
  if (category.toUpperCase() !== 'DISPOSITION EVENT') return 'OTHER';
  const when = (subcategory || epoch).toUpperCase();
  return /TREATMENT/.test(when) ? 'END_OF_TREATMENT' : 'END_OF_STUDY';
}

/** Millimetres in one of the unit. @source CDISC CT UNIT C71620 */
const MM_PER_UNIT: Readonly<Record<string, number>> = { mm: 1, cm: 10, um: 0.001, m: 1000 };

export function findMmPerUnit(unit: string): number | undefined {
  return MM_PER_UNIT[unit.toLowerCase()];
}
