import { transact } from '@readout/db/transact.ts';
import { builder } from '../builder.ts';
import { getWritten } from '../get-written.ts';
import { decodeNodeId } from '../node-id.ts';
import { Evaluator, type AskedEvaluator } from '../review/evaluator.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { SdtmDomain, SdtmExport, SdtmFormat } from './sdtm-export.ts';
import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { sdtmExport } from '@readout/db/table/sdtm-export.ts';
import { ANALYSIS_EVALUATORS, EVALUATORS, SDTM_FORMATS } from '@readout/db/term.ts';
import type { AnalysisEvaluator, Evaluator as Looker, SdtmFormat as Format } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';

/** What an export is to hold. */
export interface SdtmExportRequest {
  readonly trialId: string;
  /** null: the data as they are when it runs. */
  readonly dataCutId: string | null;
  /** Not empty. */
  readonly evaluators: readonly Looker[];
  /** SDTM domains, e.g. TR; null: all. */
  readonly domains: readonly string[] | null;
  /** Not empty. */
  readonly formats: readonly Format[];
  /** null: no analysis datasets. */
  readonly adam: {
    readonly evaluator: AnalysisEvaluator;
    /** null: the primary ones of the charter. */
    readonly criteria: string | null;
    /** Whether responses must be confirmed; null: as the charter says. */
    readonly isConfirmed: boolean | null;
  } | null;
  /** Whether arms and treatments are told. */
  readonly isUnblinded: boolean;
  readonly reason: string;
}

/**
 * Asks for an export of SDTM datasets; the hub works it off by itself.
 *
 * For a data manager or statistician of the trial. Audited: the request.
 *
 * @returns its id
 * @throws Refusal FORBIDDEN for anybody else, and for arms that the viewer may not see; BAD_INPUT without an evaluator or format; NOT_FOUND for
 * a data cut that is not the trial's
 */
export async function requestSdtmExport(tx: Transaction, request: SdtmExportRequest): Promise<string> {
  const { adam, evaluators, formats, ...asked } = request;
  if (evaluators.length === 0)
    throw new Refusal('BAD_INPUT', 'Name at least one evaluator whose reviews are sent.');
  if (formats.length === 0) throw new Refusal('BAD_INPUT', 'Name at least one format.');
  if (asked.domains?.length === 0)
    throw new Refusal('BAD_INPUT', 'Name at least one domain, or none to send all.');
  if (adam !== null && !ANALYSIS_EVALUATORS.includes(adam.evaluator))
    throw new Refusal('BAD_INPUT', `There is no evaluator ${adam.evaluator}.`);
  if (asked.dataCutId !== null) await refuseForeignCut(tx, request.trialId, asked.dataCutId);
  const id = newId();
  await tx
    .insert(sdtmExport)
    .values({
      ...asked,
      id,
      domains: asked.domains === null ? null : [...asked.domains],
      // In the order of our lists, so that the same request is the same, however it was ticked.
      evaluators: EVALUATORS.filter((each) => evaluators.includes(each)),
      formats: SDTM_FORMATS.filter((each) => formats.includes(each)),
      adamEvaluator: adam?.evaluator ?? null,
      adamCriteria: adam?.criteria ?? null,
      adamIsConfirmed: adam?.isConfirmed ?? null,
      reason: asked.reason.trim(),
      state: 'QUEUED',
      // The database writes who asks.
      requestedById: '',
    })
    .execute();
  return id;
}

async function refuseForeignCut(tx: Transaction, trialId: string, dataCutId: string): Promise<void> {
  const { rowCount } = await tx.execute(
    sql`select 1 from data_cut where trial_id = ${trialId}::uuid and id = ${dataCutId}::uuid`,
  );
  if (rowCount === 0) throw new Refusal('NOT_FOUND', 'This trial has no such data cut.');
}

const AnalysisInput = builder.inputType('SdtmExportAnalysisInput', {
  description: 'What the analysis datasets (ADaM) of an export are of.',
  fields: (t) => ({
    evaluator: t.field({ type: Evaluator, required: true, description: 'Whose reviews; CENTRAL as a rule.' }),
    criteria: t.string({ description: 'Id of criteria of the charter; left out: its primary ones.' }),
    isConfirmed: t.boolean({
      description: 'Whether responses must be confirmed; left out: as the charter says.',
    }),
  }),
});

const RequestSdtmExportInput = builder.inputType('RequestSdtmExportInput', {
  description: 'What an export is to hold. What is left out is taken whole.',
  fields: (t) => ({
    protocol: t.string({ required: true, description: 'Protocol number of the trial.' }),
    dataCutId: t.id({ description: 'The data cut; left out: the data as they are when it runs.' }),
    evaluators: t.field({
      type: [Evaluator],
      description:
        'Whose reviews are sent; left out: of all who have reviews in the trial. Not CENTRAL, which is one of them.',
    }),
    domains: t.field({ type: [SdtmDomain], description: 'Domains; left out: all.' }),
    formats: t.field({ type: [SdtmFormat], description: 'Formats; left out: XPT, DATASET_JSON and CSV.' }),
    analysis: t.field({ type: AnalysisInput, description: 'Analysis datasets (ADaM); left out: none.' }),
    isUnblinded: t.boolean({
      description: 'Whether arms and treatments are told, for who may see them; left out: they are withheld.',
    }),
    reason: t.string({ required: true, description: 'Why, for the audit trail.' }),
  }),
});

builder.mutationField('requestSdtmExport', (t) =>
  t.drizzleField({
    type: SdtmExport,
    description:
      'Asks for the SDTM datasets of a trial, which the hub makes by itself; ask `Trial.sdtmExport` for the progress. For a data manager or statistician. NOT_FOUND, FORBIDDEN (also for arms that the viewer may not see), BAD_INPUT, REASON_MISSING.',
    args: {
      input: t.arg({ type: RequestSdtmExportInput, required: true, description: 'What and why.' }),
    },
    resolve: async (query, _root, { input }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, input.protocol);
      const request = {
        trialId,
        dataCutId: input.dataCutId == null ? null : cutOf(trialId, input.dataCutId),
        evaluators:
          input.evaluators == null ? await listEvaluators(db, trialId) : input.evaluators.map(readerOf),
        domains: input.domains ?? null,
        formats: input.formats ?? (['XPT', 'DATASET_JSON', 'CSV'] as const),
        adam: input.analysis == null ? null : await analysisOf(db, trialId, input.analysis),
        isUnblinded: input.isUnblinded ?? false,
        reason: input.reason,
      };
      const id = await transact(database, { viewer, reason: input.reason }, (tx) =>
        requestSdtmExport(tx, request),
      );
      return getWritten(await db.query.sdtmExport.findFirst(query({ where: { trialId, id } })).execute());
    },
  }),
);

/** @throws Refusal NOT_FOUND for a cut of another trial, or none at all */
function cutOf(trialId: string, nodeId: string): string {
  const key = decodeNodeId('DataCut', nodeId);
  if (key.trialId !== trialId) throw new Refusal('NOT_FOUND', 'This trial has no such data cut.');
  return key.id;
}

/** @throws Refusal BAD_INPUT for CENTRAL, which is no evaluator of its own */
function readerOf(evaluator: AskedEvaluator): Looker {
  if (evaluator === 'CENTRAL')
    throw new Refusal(
      'BAD_INPUT',
      'The central review is that of a reader, marked as accepted; name the readers whose reviews are sent.',
    );
  return evaluator;
}

async function listEvaluators(db: Transaction, trialId: string): Promise<readonly Looker[]> {
  const { rows } = await db.execute<{ evaluator: Looker }>(
    sql`select distinct evaluator from review where trial_id = ${trialId}::uuid`,
  );
  return rows.map(({ evaluator }) => evaluator);
}

/** @throws Refusal BAD_INPUT for criteria that the charter has not */
async function analysisOf(
  db: Transaction,
  trialId: string,
  { evaluator, criteria, isConfirmed }: typeof AnalysisInput.$inferInput,
): Promise<SdtmExportRequest['adam']> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select c.chosen->>'criteria' as id from
      (select jsonb_array_elements(h.criteria) as chosen from charter h where h.trial_id = ${trialId}::uuid
        and h.version = (select max(version) from charter where trial_id = ${trialId}::uuid)) c`,
  );
  if (criteria != null && !rows.some(({ id }) => id === criteria))
    throw new Refusal(
      'BAD_INPUT',
      `The charter has no criteria ${criteria}; it has ${rows.map(({ id }) => id).join(', ')}.`,
    );
  return { evaluator, criteria: criteria ?? null, isConfirmed: isConfirmed ?? null };
}
