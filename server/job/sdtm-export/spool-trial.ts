import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { AnalysisChoice } from '@readout/adam/choice.ts';
import { mapAnalysis } from '@readout/adam/map-analysis.ts';
import { getCriterion, isCriteriaId } from '@readout/criteria';
import { Refusal } from '@readout/db/refusal.ts';
import { asksConfirmation } from '@readout/graphql/trial/chosen-criteria.ts';
import { openConformance } from '@readout/sdtm/conformance/conformance.ts';
import type { ReportMark } from '@readout/sdtm/conformance/finding-report.ts';
import type { TrialContent } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { SDTM_DATASETS } from '@readout/sdtm/definition.ts';
import { mapSubject } from '@readout/sdtm/map-subject.ts';
import { mapTrial } from '@readout/sdtm/map-trial.ts';
import { countSubject, NO_SUBJECTS, type SubjectCounts } from './count-subjects.ts';
import { listDatasets, type ExportPlan } from './export-plan.ts';
import { keepSequence, writeAs, type GrownSequence } from './keep-sequence.ts';
import { openContent, type ContentReader } from './list-content.ts';
import { openSpool, type Spool, type SpoolMark } from './spool.ts';

/** How far the work on a trial has come, as it stands on disk after each batch. Plain JSON. */
interface TrialMark {
  /** What was asked: an export of something else does not go on from here. */
  readonly plan: string;
  readonly entryNumber: number;
  readonly subjectIds: readonly string[];
  readonly subjectsDone: number;
  readonly counts: SubjectCounts;
  readonly check: ReportMark;
  readonly spool: SpoolMark;
}

/** A trial whose rows are all in the spool. */
export interface SpooledTrial {
  readonly trial: TrialContent;
  /** Rows that describe the trial, by dataset; of all domains. */
  readonly trialRows: Readonly<Record<string, readonly DatasetRow[]>>;
  readonly spool: Spool;
  /** What the check found in the rows of subjects, of all domains. */
  readonly check: ReportMark;
}

export interface SpoolRun {
  /** A folder of this export alone; what is there from before is gone on from. */
  readonly folder: string;
  readonly reason: string;
  readonly signal: AbortSignal;
  readonly onProgress: (subjectsDone: number, subjectsTotal: number) => void;
  /** Subjects read, mapped and written at a time; left out: BATCH. */
  readonly batch?: number | undefined;
}

/** Subjects read, mapped and written at a time. */
const BATCH = 50;
/** A new shape of what is kept on disk begins anew. */
const SHAPE = 1;

/**
 * Maps a trial, subject after subject, into a spool on disk. Memory is that of one batch of subjects.
 *
 * After each batch it stands on disk how far it came, so that a run that was killed goes on there; rows keep their numbers, as these are stored
 * before.
 *
 * @throws Refusal for what may not be read; the reason of the signal when it ends the work
 */
export async function spoolTrial(
  reader: ContentReader,
  plan: ExportPlan,
  run: SpoolRun,
): Promise<SpooledTrial> {
  const { folder, signal, onProgress, batch = BATCH } = run;
  await mkdir(folder, { recursive: true });
  const asked = createHash('sha256')
    .update(JSON.stringify([SHAPE, plan]))
    .digest('hex');
  const from = await findMark(folder, asked);
  const content = await openContent(reader, {
    ...plan,
    ...(from === undefined ? {} : { entryNumber: from.entryNumber }),
  });
  const subjectIds = from?.subjectIds ?? content.subjectIds;
  const spool = await openSpool(join(folder, 'spool'), listDatasets(plan), from?.spool);
  const choice = chooseAnalysis(plan, content.trial);
  const mapped = { ...content.trial, counts: NO_SUBJECTS };
  const check = openConformance(mapped, SDTM_DATASETS, mapTrial(mapped), from?.check);
  let counts = from?.counts ?? NO_SUBJECTS;
  let done = from?.subjectsDone ?? 0;
  onProgress(done, subjectIds.length);
  let next = content.listSubjects(subjectIds.slice(done, done + batch));
  while (done < subjectIds.length) {
    const subjects = await next;
    signal.throwIfAborted();
    done = Math.min(done + batch, subjectIds.length);
    // The next batch is read while this one is mapped.
    next = done < subjectIds.length ? content.listSubjects(subjectIds.slice(done, done + batch)) : next;
    next.catch(() => undefined);
    const grown: GrownSequence[] = [];
    for (const { id, content: subject } of subjects) {
      const { rows, sequence } = mapSubject(mapped, subject);
      check.checkSubject(rows);
      for (const [name, ofDataset] of Object.entries(rows)) spool.add(name, ofDataset);
      if (choice !== null) {
        const analysis = mapAnalysis(mapped, subject, rows, choice);
        for (const [name, ofDataset] of Object.entries(analysis)) spool.add(name, ofDataset);
      }
      grown.push({ subjectId: id, before: subject.sequence, after: sequence });
      counts = countSubject(counts, subject);
      // Others whom this process serves wait for one subject, not for a batch.
      await setImmediate();
    }
    const act = { viewer: 'viewer' in reader ? reader.viewer : { userId: 'readout' }, reason: run.reason };
    await writeAs(reader.database, act, !('viewer' in reader), (tx) => keepSequence(tx, plan.trialId, grown));
    await keepMark(folder, {
      plan: asked,
      entryNumber: content.trial.cut.entryNumber,
      subjectIds,
      subjectsDone: done,
      counts,
      check: check.mark(),
      spool: await spool.flush(),
    });
    onProgress(done, subjectIds.length);
  }
  const trial = { ...content.trial, counts };
  // Written last and not kept as done: a run that goes on writes them again.
  const trialRows = mapTrial(trial);
  for (const [name, rows] of Object.entries(trialRows))
    spool.add(name, name === 'RELREC' ? relatedRows(plan, rows) : rows);
  await spool.flush();
  return { trial, trialRows, spool, check: check.mark() };
}

/** RELREC tells of datasets that are sent alone. */
const relatedRows = <Row extends Readonly<Record<string, unknown>>>(
  { domains }: ExportPlan,
  rows: readonly Row[],
): readonly Row[] => {
  if (domains === null) return rows;
  const kept = rows.filter(({ RDOMAIN }) => domains.includes(String(RDOMAIN)));
  const pairs = Map.groupBy(kept, ({ RELID }) => String(RELID));
  return kept.filter(({ RELID }) => (pairs.get(String(RELID))?.length ?? 0) > 1);
};

/** What the analysis datasets are of; null: none are asked for. @throws Refusal BAD_INPUT for criteria that the charter does not name */
function chooseAnalysis(
  { adam }: ExportPlan,
  { charter }: Pick<TrialContent, 'charter'>,
): AnalysisChoice | null {
  if (adam === null) return null;
  const chosen =
    adam.criteria === null
      ? charter.criteria[0]
      : charter.criteria.find(({ criteria }) => criteria === adam.criteria);
  if (chosen === undefined || !isCriteriaId(chosen.criteria))
    throw new Refusal(
      'BAD_INPUT',
      `The charter of this trial does not name ${adam.criteria}, it names ${charter.criteria.map(({ criteria }) => criteria).join(', ')}.`,
    );
  return {
    evaluator: adam.evaluator,
    criteria: chosen.criteria,
    isConfirmed:
      adam.isConfirmed ?? asksConfirmation(getCriterion(chosen.criteria), chosen.settings) ?? false,
  };
}

async function findMark(folder: string, plan: string): Promise<TrialMark | undefined> {
  const text = await readFile(join(folder, 'mark.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const mark = JSON.parse(text) as TrialMark;
  return mark.plan === plan ? mark : undefined;
}

/** Whole or not at all: a process that is killed leaves the one before. */
async function keepMark(folder: string, mark: TrialMark): Promise<void> {
  await writeFile(join(folder, 'mark.part'), JSON.stringify(mark));
  await rename(join(folder, 'mark.part'), join(folder, 'mark.json'));
}
