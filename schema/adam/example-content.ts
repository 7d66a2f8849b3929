import {
  assess,
  bestResponse,
  meaningOf,
  type BestResponse,
  type Case,
  type Result,
} from '@readout/criteria';
import type {
  BestContent,
  ContentEvaluator,
  CourseContent,
  ReadContent,
  ReviewContent,
  SubjectContent,
  TimepointContent,
  TrialContent,
} from '@readout/sdtm/content.ts';
import {
  exampleFinding,
  exampleLesion,
  exampleRead,
  exampleResponse,
  exampleTimepoint,
  exampleSubject as subjectOf,
  exampleTrial as trialOf,
} from '@readout/sdtm/example-content.ts';

/** An assessment of an example: its code, day, and what was seen. */
export interface ExampleLook {
  readonly code: string;
  readonly on: string;
  readonly isBaseline?: boolean;
  readonly isLocked?: boolean;
  /** mm by code of the target; N01 is a node, whose short axis it is. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** Stated overall response, of a read without measurements. */
  readonly stated?: string;
}

const CRITERIA = 'recist-1.1';

/** A randomised trial of two arms, read every six weeks by RECIST 1.1. */
export const exampleTrial = (changes: Partial<TrialContent> = {}): TrialContent =>
  trialOf({
    protocol: 'ADAM-1',
    isBlinded: false,
    arms: [
      { code: 'ACT', name: 'Active' },
      { code: 'CTL', name: 'Control' },
    ],
    schedule: [
      ...trialOf().schedule,
      {
        code: 'W24',
        label: 'Week 24',
        day: 169,
        isBaseline: false,
        windowBeforeDays: 7,
        windowAfterDays: 7,
        modalities: ['CT'],
      },
    ],
    cut: { name: null, on: null, at: '2025-12-31T00:00:00Z', entryNumber: 1 },
    ...changes,
  });

/** A subject of the active arm, randomised and dosed on 2025-01-01 unless its course says otherwise. */
export function exampleSubject(
  looks: readonly ExampleLook[],
  told: {
    readonly usubjid?: string;
    readonly course?: Partial<CourseContent>;
    readonly evaluators?: readonly { readonly evaluator: ContentEvaluator; readonly isAccepted: boolean }[];
    readonly settings?: Readonly<Record<string, unknown>>;
  } = {},
): SubjectContent {
  const course: CourseContent = {
    isScreenFailure: false,
    consentedOn: '2024-12-20',
    randomisedOn: '2025-01-01',
    referenceStartOn: '2025-01-01',
    firstDoseOn: '2025-01-01',
    lastDoseOn: null,
    offTreatmentOn: null,
    radiotherapyEndedOn: null,
    newTherapyOn: null,
    lastContactOn: null,
    diedOn: null,
    ...told.course,
  };
  const reviews = told.evaluators ?? [{ evaluator: 'READER_1', isAccepted: true }];
  return subjectOf({
    usubjid: told.usubjid ?? 'ADAM-1-001-001',
    number: (told.usubjid ?? '001-001').slice(-7),
    siteCode: '001',
    race: 'ASIAN',
    arm: { plannedCode: 'ACT', actualCode: 'ACT', reasonWithout: null },
    course,
    timepoints: looks.map(timepointOf),
    reviews:
      looks.length === 0 ? [] : reviews.map((who) => reviewOf(who, looks, course, told.settings ?? {})),
  });
}

const timepointOf = ({ code, on, isBaseline = false }: ExampleLook): TimepointContent =>
  exampleTimepoint(code, on, {
    scheduleCode: ['BL', 'W6', 'W12', 'W18', 'W24'].includes(code) ? code : null,
    isBaseline,
  });

function reviewOf(
  who: { readonly evaluator: ContentEvaluator; readonly isAccepted: boolean },
  looks: readonly ExampleLook[],
  course: CourseContent,
  settings: Readonly<Record<string, unknown>>,
): ReviewContent {
  const isMeasured = looks.some(({ sizes }) => sizes !== undefined);
  const result = isMeasured ? assess(caseOf(looks, course, settings)) : null;
  const codes = [...new Set(looks.flatMap(({ sizes }) => Object.keys(sizes ?? {})))].toSorted();
  return {
    ...who,
    lesions: codes.map((code) =>
      exampleLesion(code, {
        kind: code.startsWith('N') ? 'nodal' : 'extranodal',
        organ: code.startsWith('N') ? 'LYMPH NODE' : 'LUNG',
        timepointCode: looks[0]?.code ?? '',
      }),
    ),
    reads: looks.map((look) => readOf(look, result)),
    bests: bestsOf(looks, course, settings),
  };
}

function caseOf(
  looks: readonly ExampleLook[],
  { firstDoseOn, newTherapyOn }: CourseContent,
  settings: Readonly<Record<string, unknown>>,
): Case {
  const codes = [...new Set(looks.flatMap(({ sizes }) => Object.keys(sizes ?? {})))];
  return {
    name: '',
    criteria: CRITERIA,
    settings,
    subject: {
      ...(firstDoseOn !== null && { treatmentStart: firstDoseOn }),
      ...(newTherapyOn !== null && { newTherapyDate: newTherapyOn }),
    },
    lesions: codes.map((id) => ({ id, role: 'target', kind: id.startsWith('N') ? 'nodal' : 'extranodal' })),
    timepoints: looks.map(({ code, on, sizes = {} }) => ({
      id: code,
      date: on,
      findings: Object.entries(sizes).map(([lesion, mm]) =>
        lesion.startsWith('N') ? { lesion, shortAxis: mm } : { lesion, longestDiameter: mm },
      ),
    })),
  };
}

function bestsOf(
  looks: readonly ExampleLook[],
  course: CourseContent,
  settings: Readonly<Record<string, unknown>>,
): readonly BestContent[] {
  const isMeasured = looks.some(({ sizes }) => sizes !== undefined);
  const locked = looks.filter(({ isLocked }) => isLocked !== false);
  const timepoints = locked.flatMap(({ code, on, stated }) =>
    stated === undefined ? [] : [{ id: code, date: on, overall: stated }],
  );
  const subject = course.firstDoseOn === null ? {} : { treatmentStart: course.firstDoseOn };
  const judge = (confirmation: boolean): BestResponse =>
    isMeasured
      ? assess(caseOf(locked, course, { ...settings, confirmation }))
      : bestResponse(
          CRITERIA,
          { timepoints, baselineDate: course.firstDoseOn },
          { ...settings, confirmation },
          subject,
        );
  const [unconfirmed, confirmed] = [judge(false), judge(true)];
  const result = isMeasured ? (unconfirmed as Result) : null;
  const seen = result?.timepoints ?? timepoints;
  if (seen.length === 0) return [];
  return [
    {
      criteria: CRITERIA,
      basis: isMeasured ? 'MEASUREMENTS' : 'STATED',
      best: unconfirmed.best,
      bestOn: unconfirmed.bestDate,
      confirmedBest: confirmed.best,
      confirmedBestOn: confirmed.bestDate,
      progressionOn: unconfirmed.progressionDate,
      bestChangePercent: result?.bestChangePercent ?? null,
      lastEvaluableOn: seen.findLast(({ overall }) => meaningOf(overall) !== 'not-evaluable')?.date ?? null,
      components: {},
      engineVersion: '1.0.0',
    },
  ];
}

function readOf(
  { code, sizes = {}, stated, isLocked = true }: ExampleLook,
  result: Result | null,
): ReadContent {
  const found = result?.timepoints.find(({ id }) => id === code);
  const isBaseline = result?.baseline.id === code;
  const response = exampleResponse(
    CRITERIA,
    { overall: stated ?? null },
    {
      sum: isBaseline ? (result?.baseline.sum ?? null) : (found?.sum ?? null),
      changeFromBaselinePercent: found?.changeFromBaseline ?? null,
      changeFromNadirPercent: found?.changeFromNadir ?? null,
      target: found?.target ?? null,
      nonTarget: found?.nonTarget ?? null,
      hasNewLesion: found?.newLesion ?? null,
      overall: found?.overall ?? null,
    },
  );
  return exampleRead(code, {
    isLocked,
    findings: Object.entries(sizes).map(([lesionCode, mm]) =>
      exampleFinding(
        lesionCode,
        lesionCode.startsWith('N') ? { shortAxisMm: mm } : { longestDiameterMm: mm },
      ),
    ),
    responses: [result === null ? { ...response, engineVersion: null } : response],
  });
}
