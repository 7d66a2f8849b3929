import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '@readout/db/refusal.ts';
import type { AnalysisEvaluator, Evaluator, SdtmFormat } from '@readout/db/term.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import { UnwritableDataset } from '@readout/sdtm/unwritable-dataset.ts';
import { sql } from 'drizzle-orm';
import { EXPORT_LOCK, ExportCancelled, runExport, workFolder, type ExportHub } from './run-export.ts';

const LOOK_EVERY_MS = 1000;

interface WaitingExport {
  readonly id: string;
  readonly trial_id: string;
  readonly requested_by_id: string;
  readonly reason: string;
  readonly state: string;
  readonly data_cut_id: string | null;
  readonly evaluators: readonly Evaluator[];
  readonly domains: readonly string[] | null;
  readonly formats: readonly SdtmFormat[];
  readonly adam_evaluator: AnalysisEvaluator | null;
  readonly adam_criteria: string | null;
  readonly adam_is_confirmed: boolean | null;
  readonly is_unblinded: boolean;
}

/**
 * Works off exports that people asked for in the portal, one after the other, as the person who asked.
 *
 * An export that a dead process left goes on where it was.
 *
 * @param report told of failures of ours
 * @returns ends the queue: the export at work is left as it stands, for the next start
 */
export function startExportQueue(hub: ExportHub, report: (error: unknown) => void): () => Promise<void> {
  const stopped = new AbortController();
  let working: Promise<void> | undefined;
  const timer = setInterval(() => {
    working ??= workOffExports(hub, stopped.signal)
      .catch(report)
      .finally(() => {
        working = undefined;
      });
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    stopped.abort(new ExportCancelled('The hub is being stopped.'));
    await working;
  };
}

/**
 * Runs the exports that wait, those that were begun first, then in the order they were asked for, until none is left or the signal ends it.
 *
 * @throws whatever is our failure, after it is recorded; what people are told is recorded with the export
 */
export async function workOffExports(hub: ExportHub, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const waiting = await findWaiting(hub);
    if (waiting === undefined) return;
    if (waiting.state === 'RUNNING' && !(await isOnDisk(hub, waiting.id))) {
      await fail(hub, waiting.id);
      continue;
    }
    try {
      await runExport(hub, {
        id: waiting.id,
        plan: {
          trialId: waiting.trial_id,
          dataCutId: waiting.data_cut_id,
          evaluators: waiting.evaluators,
          domains: waiting.domains,
          formats: waiting.formats,
          adam:
            waiting.adam_evaluator === null
              ? null
              : {
                  evaluator: waiting.adam_evaluator,
                  criteria: waiting.adam_criteria,
                  isConfirmed: waiting.adam_is_confirmed,
                },
          isUnblinded: waiting.is_unblinded,
        },
        reason: waiting.reason,
        viewer: { userId: waiting.requested_by_id, onBehalfOf: 'sdtm-export' },
        isOperator: false,
        zip: true,
        signal,
      });
    } catch (error) {
      const isForPeople =
        error instanceof Refusal || error instanceof UnwritableDataset || error instanceof ExportCancelled;
      // Whoever may not export any more cannot say so of their own export either.
      if (error instanceof Refusal) await refuse(hub, waiting.id, error.message);
      if (!isForPeople && !signal.aborted) throw error;
    }
  }
}

/** What a process left RUNNING is free to be taken: a running export holds a lock for as long as its process lives. */
async function findWaiting({ database }: ExportHub): Promise<WaitingExport | undefined> {
  const { rows } = await database.owner.query<WaitingExport>(
    `select id, trial_id, requested_by_id, reason, state, data_cut_id, evaluators, domains, formats, adam_evaluator, adam_criteria, adam_is_confirmed, is_unblinded
     from sdtm_export x where state = 'QUEUED' or (state = 'RUNNING' and not exists (
       select from pg_locks l where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())
         and l.classid = ${EXPORT_LOCK} and l.objid::bigint = hashtext(x.id::text)::bigint & 4294967295 and l.granted))
     order by state = 'QUEUED', requested_at limit 1`,
  );
  return rows[0];
}

const isOnDisk = ({ config }: ExportHub, id: string): Promise<boolean> =>
  access(workFolder(config, id)).then(
    () => true,
    () => false,
  );

/** It ran elsewhere, so that what it had made is not here. */
const fail = (hub: ExportHub, id: string) =>
  end(hub, id, 'FAILED', 'The program that ran it was stopped; ask again.');

async function refuse(hub: ExportHub, id: string, why: string): Promise<void> {
  await end(hub, id, 'REFUSED', why);
  await rm(join(workFolder(hub.config, id)), { recursive: true, force: true });
}

async function end(
  { database }: ExportHub,
  id: string,
  state: 'FAILED' | 'REFUSED',
  why: string,
): Promise<void> {
  await transactAsOwner(
    database,
    { viewer: { userId: 'readout' }, reason: 'The export could not go on' },
    async (tx) => {
      await tx.execute(
        sql`update sdtm_export set state = ${state}, refusal = ${why}, step = null, finished_at = now() where id = ${id}::uuid and state in ('QUEUED', 'RUNNING') and not (state = 'QUEUED' and ${state} = 'FAILED')`,
      );
    },
  );
}
