import { ADAM_DATASETS } from '@readout/adam/definition.ts';
import type { AnalysisEvaluator, Evaluator, SdtmFormat } from '@readout/db/term.ts';
import type { DatasetDefinition } from '@readout/sdtm/dataset.ts';
import { SDTM_DATASETS } from '@readout/sdtm/definition.ts';

/** What is exported. Plain JSON. */
export interface ExportPlan {
  readonly trialId: string;
  readonly dataCutId: string | null;
  readonly evaluators: readonly Evaluator[];
  /** null: all. */
  readonly domains: readonly string[] | null;
  readonly formats: readonly SdtmFormat[];
  readonly adam: {
    readonly evaluator: AnalysisEvaluator;
    readonly criteria: string | null;
    readonly isConfirmed: boolean | null;
  } | null;
  readonly isUnblinded: boolean;
}

/** Datasets that leave: of the domains asked for, with their supplements, and RELREC where it relates two of them. */
export function listDatasets({ domains, adam }: ExportPlan): readonly DatasetDefinition[] {
  const isSent = ({ name, domain }: DatasetDefinition) =>
    domains === null ||
    (name === 'RELREC'
      ? RELATED.filter((each) => domains.includes(each)).length > 1
      : domains.includes(domain));
  return [...SDTM_DATASETS.filter(isSent), ...(adam === null ? [] : ADAM_DATASETS)];
}

/** Domains whose rows RELREC relates. */
const RELATED = ['TU', 'TR', 'RS'];
