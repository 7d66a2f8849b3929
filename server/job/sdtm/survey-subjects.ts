import type { Transaction } from '@readout/db/viewer.ts';
import { assembleSubject, type ImportedSubject } from '@readout/sdtm';
import { ImportRefused, MOST_REFUSALS } from './import-refused.ts';
import type { ReportDraft } from './import-report.ts';
import { listStagedSubjects } from './stage-files.ts';

/** What the files tell of the trial as a whole. */
export interface Survey {
  /** Name by code. */
  readonly arms: ReadonlyMap<string, string>;
  /** Country by code; null: not told. */
  readonly sites: ReadonlyMap<string, string | null>;
  readonly schedule: ReadonlyMap<string, ScheduledTimepoint>;
  /** How many subjects bear a subject number. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly hasSecondReader: boolean;
}

interface ScheduledTimepoint {
  readonly code: string;
  readonly label: string;
  readonly day: number | null;
  readonly isBaseline: boolean;
}

export const SUBJECTS_PER_BATCH = 50;

/** Calls for each batch of subjects in turn. */
export async function eachBatch(
  usubjids: readonly string[],
  signal: AbortSignal,
  work: (batch: readonly string[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < usubjids.length; from += SUBJECTS_PER_BATCH) {
    signal.throwIfAborted();
    await work(usubjids.slice(from, from + SUBJECTS_PER_BATCH));
  }
}

/**
 * Assembles every subject once before anything is written: what is refused stops the import here, and what is told of is reported.
 *
 * @throws ImportRefused with at most a hundred sentences
 */
export async function surveySubjects(
  tx: Transaction,
  { usubjids, criteria }: { readonly usubjids: readonly string[]; readonly criteria: string },
  report: ReportDraft,
  signal: AbortSignal,
): Promise<Survey> {
  const refusals: string[] = [];
  const arms = new Map<string, string>();
  const sites = new Map<string, string | null>();
  const schedule = new Map<string, ScheduledTimepoint>();
  const numbers = new Map<string, number>();
  let hasSecondReader = false;

  const take = ({ person, assignment, timepoints, reviews }: ImportedSubject) => {
    for (const arm of [assignment.planned, assignment.actual]) {
      if (arm !== null && !arms.has(arm.code)) arms.set(arm.code, arm.name);
    }
    sites.set(person.siteCode, sites.get(person.siteCode) ?? person.country);
    numbers.set(person.subjectNumber, (numbers.get(person.subjectNumber) ?? 0) + 1);
    for (const { code, label, plannedDay, isBaseline, isScheduled } of timepoints) {
      if (!isScheduled) continue;
      const known = schedule.get(code);
      schedule.set(
        code,
        known ? { ...known, day: known.day ?? plannedDay } : { code, label, day: plannedDay, isBaseline },
      );
    }
    hasSecondReader ||= reviews.some(({ evaluator }) => evaluator === 'READER_2');
  };

  await eachBatch(usubjids, signal, async (batch) => {
    if (refusals.length >= MOST_REFUSALS) return;
    for (const source of await listStagedSubjects(tx, batch)) {
      const { subject, outcomes, issues } = assembleSubject(source, { criteria });
      for (const issue of issues) {
        if (issue.severity === 'refused') refusals.push(issue.sentence);
        report.add(issue);
      }
      for (const { domain, file, stored, issues: own } of outcomes) {
        const isFlagged = own.some(({ severity }) => severity === 'flagged');
        report.countOutcome(domain, file, { isStored: stored !== null, isFlagged });
      }
      if (subject !== null) take(subject);
    }
  });
  if (refusals.length > 0) throw new ImportRefused(refusals.slice(0, MOST_REFUSALS));
  return { arms, sites, schedule, numbers, hasSecondReader };
}
