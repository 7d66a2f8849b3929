import { burdenOf, getCriterion, isCriteriaId, type CriteriaId } from '@readout/criteria';
import type { CharterContent } from './content.ts';

/** How a criteria leaves in RS and TR. */
interface CriteriaTerms {
  /** RSCAT. */
  readonly category: string;
  /** NCI code of RSCAT; null: the published list has no term for these criteria, and the sponsor adds one. */
  readonly categoryCode: string | null;
  /** The test that tells of a new lesion: NEWLPROG has no word for none, NEWLIND is Y or N. */
  readonly newLesionTest: 'NEWLPROG' | 'NEWLIND';
  /** The test of the tumour burden where it is a length; products, volumes and uptake have their own. */
  readonly lengthTest: 'SUMDIAM' | 'SUMVDIAM';
  /** Words of the criteria whose published term is another. */
  readonly terms: Readonly<Record<string, string>>;
}

/** NMR of Lugano is the published SMD; the anatomic words are those of CT. @source CDISC CT ONCRSR C96785 */
const LYMPHOMA = { NMR: 'SMD', 'NMR/SMD': 'SMD', CAR: 'CR', PAR: 'PR', SAD: 'SD', PAD: 'PD' };

/** irRC, non-index lesions: Wolchok's words and the published terms. */
const NON_INDEX = { absent: 'CR', stable: 'STABLE', progression: 'PD' };

/**
 * The sixteen criteria, their category, and how they say things.
 *
 * @source CDISC CT 2022-06, ONCRSCAT C124298, ONCRTSCD C96782, ONCRSR C96785, TRTESTCD C96779
 */
// prettier-ignore
const LINES: Readonly<Record<CriteriaId, readonly [string, string | null, CriteriaTerms['newLesionTest'], CriteriaTerms['lengthTest'], Readonly<Record<string, string>>]>> = {
  'recist-1.1':   ['RECIST 1.1',                             'C124415', 'NEWLPROG', 'SUMDIAM',  {}],
  irecist:        ['iRECIST',                                'C136711', 'NEWLPROG', 'SUMDIAM',  {}],
  mrecist:        ['MRECIST LENCIONI LIVER CANCER 2010',     'C126032', 'NEWLPROG', 'SUMVDIAM', { 'IR/SD': 'NON-CR/NON-PD' }],
  irrc:           ['WOLCHOK SOLID TUMORS 2009',              'C126051', 'NEWLPROG', 'SUMDIAM',  NON_INDEX],
  who:            ['WHO MILLER 1981',                        null,      'NEWLPROG', 'SUMDIAM',  { NC: 'SD' }],
  choi:           ['CHOI GIST 2008',                         'C122394', 'NEWLPROG', 'SUMDIAM',  {}],
  'percist-1.0':  ['PERCIST',                                'C126039', 'NEWLPROG', 'SUMDIAM',  {}],
  pcwg2:          ['PCWG SCHER PROSTATE CANCER 2008',        'C126038', 'NEWLPROG', 'SUMDIAM',  {}],
  pcwg3:          ['PCWG SCHER PROSTATE CANCER 2016',        'C132454', 'NEWLPROG', 'SUMDIAM',  {}],
  'cheson-1999':  ['CHESON NON-HODGKINS LYMPHOMA 1999',      'C126000', 'NEWLIND',  'SUMDIAM',  {}],
  'cheson-2007':  ['CHESON MALIGNANT LYMPHOMA 2007',         'C125998', 'NEWLIND',  'SUMDIAM',  {}],
  'lugano-2014':  ['LUGANO CLASSIFICATION',                  'C126025', 'NEWLIND',  'SUMDIAM',  LYMPHOMA],
  lyric:          ['LYRIC CHESON LYMPHOMA 2016',             null,      'NEWLIND',  'SUMDIAM',  LYMPHOMA],
  macdonald:      ['MACDONALD GLIOMA 1990',                  'C126026', 'NEWLIND',  'SUMDIAM',  {}],
  'rano-2010':    ['RANO',                                   'C114879', 'NEWLIND',  'SUMDIAM',  {}],
  'rano-2.0':     ['RANO 2.0 WEN GLIOMA 2023',               null,      'NEWLIND',  'SUMDIAM',  {}],
};

/** How a criteria leaves in RS and TR. @throws RangeError on criteria the hub does not support: our bug */
export function termsOfCriteria(criteria: string): CriteriaTerms {
  if (!isCriteriaId(criteria)) throw new RangeError(`The criteria "${criteria}" have no category in RS.`);
  const [category, categoryCode, newLesionTest, lengthTest, terms] = LINES[criteria];
  return { category, categoryCode, newLesionTest, lengthTest, terms };
}

/** RSSTRESC of a word of the criteria: the published term, else the word itself. */
export function responseTerm(criteria: string, word: string): string {
  return termsOfCriteria(criteria).terms[word] ?? word;
}

/** Tests of RS with their names. @source CDISC CT ONCRTSCD C96782, ONCRTS C96781; the last two are the sponsor's */
export const RESPONSE_TESTS = {
  TRGRESP: 'Target Response',
  NTRGRESP: 'Non-target Response',
  NEWLPROG: 'New Lesion Progression',
  NEWLIND: 'New Lesion Indicator',
  OVRLRESP: 'Overall Response',
  BESTRESP: 'Best Overall Response',
  SFTSRESP: 'Soft Tissue Response',
  BONERESP: 'Bone Response',
  ANATRESP: 'Anatomic Response',
  METBRESP: 'Metabolic Response',
  CPRFSTAT: 'Clinical Performance Status',
  NTNERESP: 'Non-Target Non-Enhancing Response',
  BMIVLIND: 'Bone Marrow Involvement Indicator',
  CSDOSE: 'Corticosteroid Dose',
  PSA: 'Prostate Specific Antigen',
} as const;
export type ResponseTest = keyof typeof RESPONSE_TESTS;

/** Parts of a response that only some criteria answer, and the test that states them. */
export const COMPONENT_TESTS = {
  softTissue: 'SFTSRESP',
  bone: 'BONERESP',
  ctResponse: 'ANATRESP',
  petResponse: 'METBRESP',
} as const satisfies Record<string, ResponseTest>;

/** Tests of TR with their names. @source CDISC CT TRTESTCD C96779, TRTEST C96778; the last two are the sponsor's */
export const LESION_TESTS = {
  DIAMETER: 'Diameter',
  LDIAM: 'Longest Diameter',
  LPERP: 'Longest Perpendicular',
  TUMSTATE: 'Tumor State',
  LNSTATE: 'Lymph Node State',
  RADIODEN: 'Radiodensity',
  SULPEAK: 'SUV Peak Corrected for Lean Body Mass',
  VOLUME: 'Volume',
  SUMDIAM: 'Sum of Diameter',
  SUMVDIAM: 'Sum of Viable Diameter',
  SUMPPD: 'Sum of Products of Perpendicular Diam',
  SUMVOL: 'Sum of Volume',
  PCBSD: 'Percent Change Baseline in Sum of Diam',
  PCNSD: 'Percent Change Nadir in Sum of Diam',
  ACNSD: 'Absolute Change Nadir in Sum of Diam',
  PCBSPPD: 'Percent Change Baseline in Sum of PPD',
  PCNSPPD: 'Percent Change Nadir in Sum of PPD',
  PCBSV: 'Percent Change Baseline in Sum of Volume',
  PCNSV: 'Percent Change Nadir in Sum of Volume',
  PCHGBL: 'Percent Change From Baseline',
  PCHGNAD: 'Percent Change From Nadir',
  ORVERLN: 'Organ Vertical Length',
  ORSTATE: 'Organ State',
  FDPL5PS: 'FDG PET Lymphoma 5PS Score',
  OTRCUPCB: 'Overall Tracer Uptake Compared to BL',
  NBNLNUM: 'Number of New Bone Lesions',
  PBNLNUM: 'Number of Persisting New Bone Lesions',
  NFDGIND: 'New FDG Focus Indicator',
} as const;
export type LesionTest = keyof typeof LESION_TESTS;

/** The test of a burden by its unit, with those of its changes from baseline and nadir. */
export const BURDEN_TESTS = {
  SUMDIAM: { baseline: 'PCBSD', nadir: 'PCNSD', absolute: 'ACNSD' },
  SUMVDIAM: { baseline: 'PCHGBL', nadir: 'PCHGNAD', absolute: null },
  SUMPPD: { baseline: 'PCBSPPD', nadir: 'PCNSPPD', absolute: null },
  SUMVOL: { baseline: 'PCBSV', nadir: 'PCNSV', absolute: null },
  SULPEAK: { baseline: 'PCHGBL', nadir: 'PCHGNAD', absolute: null },
} as const satisfies Record<
  string,
  { readonly baseline: LesionTest; readonly nadir: LesionTest; readonly absolute: LesionTest | null }
>;
type BurdenTest = keyof typeof BURDEN_TESTS;

/** What is added up: the test and the unit, as SDTM writes them. */
export interface Burden {
  readonly test: BurdenTest;
  readonly unit: string;
}

/** What each criteria of a charter adds up, by its settings. g/mL is written kg/L. @source CDISC CT UNIT C71620 */
export function burdensOf(chosen: CharterContent['criteria']): ReadonlyMap<string, Burden> {
  return new Map(
    chosen.map(({ criteria, settings }) => {
      const { unit } = burdenOf(getCriterion(criteria), settings);
      return [criteria, burdenIn(unit, termsOfCriteria(criteria).lengthTest)];
    }),
  );
}

function burdenIn(unit: string, lengthTest: CriteriaTerms['lengthTest']): Burden {
  if (unit === 'mm²') return { test: 'SUMPPD', unit: 'mm2' };
  if (unit === 'mL') return { test: 'SUMVOL', unit: 'mL' };
  if (unit === 'SUL') return { test: 'SULPEAK', unit: 'kg/L' };
  return { test: lengthTest, unit: 'mm' };
}

/**
 * Terms that leave and that the published lists, which may be extended, do not hold: the sponsor adds them (def:ExtendedValue). By the
 * NCI code of the codelist. Words of a source that are kept as given may come on top.
 */
export const SPONSOR_TERMS: Readonly<Record<string, readonly string[]>> = {
  C124298: Object.values(LINES).flatMap(([category, code]) => (code === null ? [category] : [])),
  C96782: ['CSDOSE', 'PSA'],
  C96781: [RESPONSE_TESTS.CSDOSE, RESPONSE_TESTS.PSA],
  C96779: ['PBNLNUM', 'NFDGIND'],
  C96778: [LESION_TESTS.PBNLNUM, LESION_TESTS.NFDGIND],
  C96785: [
    'irCR',
    'irPR',
    'irSD',
    'irPD',
    'NON-CMR/NON-PMD',
    'CRu',
    'IR1',
    'IR2a',
    'IR2b',
    'IR3',
    'PPD',
    'Y',
    'N',
    'U',
  ],
  C124309: ['TOO SMALL TO MEASURE', 'Y', 'N'],
  C78735: ['ALGORITHM'],
  C96777: ['ADJUDICATOR'],
  C142179: ['BLINDED'],
  C66788: ['ISO 3166-1 Alpha-3', 'ISO 8601'],
};
