import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { sdtmExport } from '@readout/db/table/sdtm-export.ts';
import { ANALYSIS_EVALUATORS, EVALUATORS, SDTM_FORMATS } from '@readout/db/term.ts';
import type { AnalysisEvaluator, Evaluator, SdtmFormat } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';

/** What an export is to hold. */
export interface SdtmExportRequest {
  readonly trialId: string;
  /** null: the data as they are when it runs. */
  readonly dataCutId: string | null;
  /** Not empty. */
  readonly evaluators: readonly Evaluator[];
  /** SDTM domains, e.g. TR; null: all. */
  readonly domains: readonly string[] | null;
  /** Not empty. */
  readonly formats: readonly SdtmFormat[];
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
