import type { SubjectContent, TrialContent } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { assembleSubject } from '@readout/sdtm';
import type {
  AssembledSubject,
  ImportedDate,
  ImportedSubject,
  ImportedTimepoint,
  SourceRow,
} from '@readout/sdtm';
import { DOMAIN_CODES } from '@readout/sdtm/domain.ts';

/** What an import makes of the rows an export wrote. Numbers and missing values are as a file's reader gives them. */
export function importBack(
  usubjid: string,
  rows: Readonly<Record<string, readonly DatasetRow[]>>,
  criteria: string,
): AssembledSubject {
  const read = (name: string): SourceRow[] =>
    (rows[name] ?? []).map((row, i) => ({
      file: `${name.toLowerCase()}.xpt`,
      rowNumber: i + 1,
      line: null,
      values: Object.fromEntries(
        Object.entries(row).map(([variable, value]) => [variable, String(value ?? '').trim()]),
      ),
    }));
  return assembleSubject(
    {
      usubjid,
      rows: Object.fromEntries(DOMAIN_CODES.map((code) => [code, read(code)])),
      supplements: Object.keys(rows)
        .filter((name) => DOMAIN_CODES.some((code) => name === `SUPP${code}`))
        .flatMap(read),
    },
    { criteria },
  );
}

/** An imported subject as an export reads it: nothing is derived. */
export function contentOf(subject: ImportedSubject, criteria: readonly string[]): SubjectContent {
  const { person, assignment } = subject;
  const told = (date: ImportedDate | null) =>
    date === null ? null : { on: date.on, given: date.given || null };
  const on = (date: ImportedDate | null) => date?.on ?? null;
  return {
    usubjid: person.usubjid,
    number: person.subjectNumber,
    siteCode: person.siteCode,
    country: person.country,
    sex: person.sex,
    ageYears: person.ageYears,
    race: person.race,
    ethnicity: person.ethnicity,
    isFdgAvid: person.isFdgAvid,
    arm: {
      plannedCode: assignment.planned?.code ?? null,
      actualCode: assignment.actual?.code ?? null,
      reasonWithout: assignment.reasonWithout,
    },
    course: {
      isScreenFailure: person.isScreenFailure,
      consentedOn: on(person.consented),
      randomisedOn: on(person.randomised),
      referenceStartOn: on(person.referenceStart),
      firstDoseOn: on(person.firstDose),
      lastDoseOn: on(person.lastDose),
      offTreatmentOn: on(person.offTreatment),
      radiotherapyEndedOn: on(person.radiotherapyEnded),
      newTherapyOn: on(person.newTherapy),
      lastContactOn: on(person.lastContact),
      diedOn: on(person.died),
    },
    exposures: subject.exposures.map(({ sourceKey, started, ended, ...drug }) => ({
      sourceKey,
      started: told(started) ?? { on: '', given: null },
      ended: told(ended),
      drug,
    })),
    events: subject.events.map((event) => ({ ...event, occurred: told(event.occurred) })),
    timepoints: subject.timepoints.map(
      ({ code, label, assessed, isBaseline, isScheduled, visitNumber }: ImportedTimepoint) => ({
        code,
        label,
        scheduleCode: isScheduled ? code : null,
        assessed: told(assessed) ?? { on: '', given: null },
        isBaseline,
        isScheduled,
        visitNumber,
        imageQuality: null,
        exams: [],
      }),
    ),
    reviews: subject.reviews.map(({ evaluator, lesions, reads }) => ({
      evaluator,
      isAccepted: subject.acceptedEvaluator === evaluator,
      lesions: lesions.map(
        ({ linkId: _, identified: __, location, locationDetail, isMeasurable, ...lesion }) => ({
          ...lesion,
          organ: location,
          location: locationDetail,
          isMeasurable:
            isMeasurable ?? !lesion.flags.some((flag) => flag === 'SMALL_TARGET' || flag === 'SMALL_NODE'),
        }),
      ),
      reads: reads.map((read) => ({
        ...read.inputs,
        timepointCode: read.timepointCode,
        read: told(read.read),
        isLocked: true,
        isEvaluable: read.reasonNotEvaluable === null,
        reasonNotEvaluable: read.reasonNotEvaluable,
        findings: read.findings,
        responses: responsesOf(read, criteria),
      })),
      bests: [],
    })),
    sequence: {},
  };
}

type ImportedRead = ImportedSubject['reviews'][number]['reads'][number];

function responsesOf(
  { stated, statedSum }: ImportedRead,
  criteria: readonly string[],
): SubjectContent['reviews'][number]['reads'][number]['responses'] {
  const [main] = criteria;
  const ids = [
    ...new Set([
      ...(statedSum === null || main === undefined ? [] : [main]),
      ...stated.map((each) => each.criteria),
    ]),
  ];
  return ids.map((id) => {
    const words = stated.find((each) => each.criteria === id);
    return {
      criteria: id,
      stated: {
        target: words?.target ?? null,
        nonTarget: words?.nonTarget ?? null,
        hasNewLesion: words?.hasNewLesion ?? null,
        overall: words?.overall ?? null,
        sum: id === main ? statedSum : null,
        components: words?.components ?? {},
      },
      derived: {
        sum: null,
        changeFromBaselinePercent: null,
        changeFromNadirPercent: null,
        target: null,
        nonTarget: null,
        hasNewLesion: null,
        overall: null,
        components: {},
      },
      engineVersion: null,
    };
  });
}

/** A trial for which nothing but its subjects is told. */
export function trialOf(
  protocol: string,
  subjects: readonly ImportedSubject[],
  criteria: readonly ('recist-1.1' | 'lugano-2014' | 'irecist' | 'pcwg3')[],
): TrialContent {
  const arms = new Map<string, string>();
  const schedule = new Map<
    string,
    TrialContent['schedule'][number] & { readonly visitNumber: number | null }
  >();
  for (const { assignment, timepoints } of subjects) {
    for (const arm of [assignment.planned, assignment.actual]) if (arm) arms.set(arm.code, arm.name);
    for (const { code, label, plannedDay, isBaseline, isScheduled, visitNumber } of timepoints)
      if (isScheduled && !schedule.has(code))
        schedule.set(code, {
          ...{ code, label, day: plannedDay, windowBeforeDays: 0, windowAfterDays: 0 },
          ...{ modalities: [], isBaseline, visitNumber },
        });
  }
  return {
    ...{ protocol, title: protocol, sponsor: 'Sponsor', phase: null, indication: null },
    ...{ isBlinded: false, isRandomised: true, plannedSubjects: null, firstPlannedOn: null },
    lastPlannedOn: null,
    isUnblinded: true,
    arms: [...arms].map(([code, name]) => ({ code, name })),
    sites: [],
    schedule: [...schedule.values()].sort((a, b) => (a.visitNumber ?? 0) - (b.visitNumber ?? 0)),
    charter: {
      version: 1,
      criteria: criteria.map((id) => ({ criteria: id, settings: {} })),
      readDesign: 'SINGLE',
      adjudicationVariable: 'BEST_RESPONSE',
      isSequential: false,
      adoptedAt: '2026-01-01T00:00:00Z',
    },
    cut: { name: null, on: null, at: '2026-01-01T00:00:00Z', entryNumber: 1 },
    evaluators: ['INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR'],
    counts: {
      ...{ enrolled: subjects.length, firstConsentOn: null, firstDoseOn: null, lastContactOn: null },
      ...{ youngestYears: null, oldestYears: null, sexes: [] },
    },
  };
}
