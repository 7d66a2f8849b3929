import { isCriteriaId } from '@readout/criteria';
import type { Database } from '@readout/db/database.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { relations } from '@readout/db/relations.ts';
import type { CharterCriteria } from '@readout/db/table/trial.ts';
import { EVALUATORS, type Evaluator } from '@readout/db/term.ts';
import { asViewer, type Transaction, type Viewer } from '@readout/db/viewer.ts';
import type { SubjectContent, TrialContent } from '@readout/sdtm/content.ts';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { findCentral } from './central-review.ts';
import { leaveOutAfter } from './cut-day.ts';
import { listSubjectRows, listTrialRows } from './stored-rows.ts';
import { gatherSubjects } from './subject-content.ts';

/** On whose behalf content is read: a person by row-level security, or the operator, who owns the database. */
export type ContentReader = ({ readonly viewer: Viewer } | { readonly operator: true }) & {
  readonly database: Database;
};

/** What of a trial is asked for. */
export interface ContentRequest {
  readonly trialId: string;
  /** null: the data as they are. */
  readonly dataCutId: string | null;
  readonly evaluators: readonly Evaluator[];
  readonly isUnblinded: boolean;
  /** The entry of the trail that an export which was begun read; left out: of the cut, or the newest. */
  readonly entryNumber?: number;
}

/** A trial that is read: what is told of it as a whole, and its subjects batch by batch. */
export interface OpenContent {
  /** Its counts are those of `countSubjects`, once all subjects were read. */
  readonly trial: Omit<TrialContent, 'counts'>;
  /** In order of USUBJID. */
  readonly subjectIds: readonly string[];
  /**
   * The subjects with these ids, in order of USUBJID; without those who were not yet known, or not yet in the trial at the cut.
   * Each with its id of the hub.
   */
  readonly listSubjects: (
    ids: readonly string[],
  ) => Promise<readonly { readonly id: string; readonly content: SubjectContent }[]>;
}

/**
 * Opens the content of a trial at an entry of the trail: its subjects are read in two statements a batch, each batch at that same entry.
 *
 * @throws Refusal NOT_FOUND for a trial or cut that is not for the viewer; FORBIDDEN for who may not export, or may not see arms that are asked
 * for; CONFLICT for a trial without a charter at that entry
 */
export async function openContent(reader: ContentReader, request: ContentRequest): Promise<OpenContent> {
  const { trialId, evaluators, isUnblinded } = request;
  const opened = await reading(reader, async (tx) => {
    if (isUnblinded && 'viewer' in reader) await refuseBlinded(tx, trialId);
    const cut = await findCut(tx, request);
    const { rows, orphans } = await listTrialRows(tx, trialId, cut.entryNumber);
    const subjects = await tx.execute<{ id: string }>(
      sql`select id from subject where trial_id = ${trialId}::uuid order by usubjid collate "C"`,
    );
    const visitNumbers = await listVisitNumbers(tx, trialId);
    return { cut, rows, orphans, visitNumbers, subjectIds: subjects.rows.map(({ id }) => id) };
  });
  const { cut, rows, orphans, visitNumbers, subjectIds } = opened;
  const [row] = rows.trial;
  if (row === undefined) throw new Refusal('NOT_FOUND', 'There is no such trial for you.');
  const charter = rows.charter.toSorted((a, b) => a.version - b.version).at(-1);
  if (charter === undefined) throw new Refusal('CONFLICT', 'This trial had no imaging charter yet.');
  const byCode = (a: { readonly code: string }, b: { readonly code: string }) => (a.code < b.code ? -1 : 1);
  const trial: OpenContent['trial'] = {
    protocol: row.protocol,
    title: row.title,
    sponsor: rows.sponsor,
    phase: row.phase,
    indication: row.indication,
    isBlinded: row.isBlinded,
    isRandomised: row.isRandomised,
    plannedSubjects: row.plannedSubjects,
    firstPlannedOn: row.firstPlannedOn,
    lastPlannedOn: row.lastPlannedOn,
    isUnblinded,
    arms: rows.arm.toSorted((a, b) => a.position - b.position).map(({ code, name }) => ({ code, name })),
    sites: rows.site.toSorted(byCode).map(({ code, name, country }) => ({ code, name, country })),
    schedule: rows.schedule
      .toSorted(
        (a, b) =>
          Number(b.isBaseline) - Number(a.isBaseline) ||
          (a.day ?? Infinity) - (b.day ?? Infinity) ||
          byCode(a, b),
      )
      .map(({ trialId: _, id, ...each }) => ({ ...each, visitNumber: visitNumbers.get(id) ?? null })),
    charter: {
      version: charter.version,
      criteria: charter.criteria.flatMap(({ criteria, settings }) =>
        isCriteriaId(criteria) ? { criteria, settings } : [],
      ),
      readDesign: charter.readDesign,
      adjudicationVariable: charter.adjudicationVariable,
      isSequential: charter.isSequential,
      adoptedAt: new Date(charter.adoptedAt).toISOString(),
    },
    cut,
    evaluators: EVALUATORS.filter((each) => evaluators.includes(each)),
  };
  return {
    trial,
    subjectIds,
    listSubjects: async (ids) => {
      const stored = await reading(reader, (tx) =>
        listSubjectRows(tx, { trialId, subjectIds: ids, entryNumber: cut.entryNumber, orphans }),
      );
      const idOf = new Map(stored.subject.map(({ id, usubjid }) => [usubjid, id]));
      return gatherSubjects(stored, rows, isUnblinded).flatMap(({ subject, adjudicated }) => {
        const id = idOf.get(subject.usubjid);
        const left = leaveOutAfter(subject, cut.on, charter.criteria satisfies readonly CharterCriteria[]);
        if (left === null || id === undefined) return [];
        const central = findCentral(charter, left.reviews, adjudicated);
        return {
          id,
          content: {
            ...left,
            reviews: left.reviews
              .filter(({ evaluator }) => trial.evaluators.includes(evaluator))
              .map((each) => ({ ...each, isAccepted: each.evaluator === central })),
          },
        };
      });
    },
  };
}

/** One read-only transaction of the reader. */
function reading<Answer>(reader: ContentReader, read: (tx: Transaction) => Promise<Answer>): Promise<Answer> {
  return 'viewer' in reader
    ? asViewer(reader.database, reader.viewer, read)
    : inTransaction(
        reader.database.owner,
        (client) => read(drizzle({ client, relations })),
        'begin read only',
      );
}

/** By planned timepoint the VISITNUM that a source gives all of its timepoints; none where they do not agree on one. */
async function listVisitNumbers(tx: Transaction, trialId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.execute<{ id: string; number: number }>(
    sql`select schedule_id as id, min(visit_number) as number from timepoint where trial_id = ${trialId}::uuid and schedule_id is not null
        group by schedule_id having min(visit_number) = max(visit_number) and count(visit_number) = count(*)`,
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}

async function refuseBlinded(tx: Transaction, trialId: string): Promise<void> {
  const { rows } = await tx.execute<{ may: boolean }>(
    sql`select ${trialId}::uuid = any (private.unblinded_trials()) as may`,
  );
  if (rows[0]?.may !== true)
    throw new Refusal('FORBIDDEN', 'Arms of this trial are not for you to see (any more).');
}

/** The cut that is asked for; else the newest entry that tells of data, whose time is that of the files. */
async function findCut(
  tx: Transaction,
  { trialId, dataCutId, entryNumber }: ContentRequest,
): Promise<TrialContent['cut']> {
  if (dataCutId !== null) {
    const { rows } = await tx.execute<{ name: string; on: string; entryNumber: string; at: Date | string }>(
      sql`select name, cut_on::text as "on", entry_number as "entryNumber", taken_at as at from data_cut where trial_id = ${trialId}::uuid and id = ${dataCutId}::uuid`,
    );
    const [cut] = rows;
    if (cut === undefined) throw new Refusal('NOT_FOUND', 'This trial has no such data cut.');
    return {
      name: cut.name,
      on: cut.on,
      at: new Date(cut.at).toISOString(),
      entryNumber: Number(cut.entryNumber),
    };
  }
  const upTo = entryNumber ?? Number.MAX_SAFE_INTEGER;
  const { rows } = await tx.execute<{ number: string; recordedAt: Date | string }>(
    sql`select number, recorded_at as "recordedAt" from private.newest_data_entry(${trialId}::uuid, ${upTo}::bigint)`,
  );
  const [newest] = rows;
  if (newest === undefined) throw new Refusal('NOT_FOUND', 'There is no such trial for you.');
  return {
    name: null,
    on: null,
    at: new Date(newest.recordedAt).toISOString(),
    entryNumber: Number(newest.number),
  };
}
