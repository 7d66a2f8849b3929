import type { TrialContent } from './content.ts';
import type { DatasetRow } from './dataset.ts';

/** The rows of the datasets that describe the trial and no subject, by dataset name; each sorted by its dataset's keys. */
export function mapTrial(_trial: TrialContent): Readonly<Record<string, readonly DatasetRow[]>> {
  return {};
}
