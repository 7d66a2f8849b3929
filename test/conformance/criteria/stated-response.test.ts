/**
 * Best overall response and response from stated timepoint responses, against the answers of pharmaverse/admiralonco.
 *
 * Its parameters in our words: `ref_start_window` is `minSdDays` from `treatmentStart`; `source_pd` ends what counts, so records
 * after that date are left out, and a record on that date that is PD is the progression. Without it no date ends what counts, also
 * where a record is PD. Its MISSING (no record that counts) is our NE without a timepoint.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { bestResponse } from '@readout/criteria';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../../shared/data/responses');

interface Row {
  readonly usubjid: string;
  readonly paramcd?: string;
  readonly avalc: string;
  readonly adt: string | null;
}

interface Example {
  readonly title: string;
  readonly fn: string;
  readonly parameters: { readonly source_pd: string; readonly ref_start_window?: number };
  readonly datasets: Readonly<Record<string, readonly (Row & { readonly trtsdt: string })[]>>;
  readonly records: readonly Row[];
  readonly expected: readonly Row[];
}

if (!existsSync(folder)) {
  test('stated responses answer as admiralonco does', (context) =>
    context.skip(`${folder} is not beside this checkout`));
} else {
  for (const file of readdirSync(folder)) {
    const example = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example;
    describe(example.title, () => {
      test.each(example.expected.map((expected) => [expected.usubjid, expected] as const))(
        'subject %s',
        (_, expected) => {
          const answer = answerOf(example, expected.usubjid);
          if (example.fn === 'derive_param_response') {
            expect(answer.firstResponseDate === null ? 'N' : 'Y').toBe(expected.avalc);
            expect(answer.firstResponseDate).toBe(expected.adt);
          } else if (expected.avalc === 'MISSING') {
            expect(answer).toMatchObject({ best: 'NE', bestDate: null, countOfTimepoints: 0 });
          } else {
            expect(answer).toMatchObject({ best: expected.avalc, bestDate: expected.adt });
          }
        },
      );
    });
  }
}

function answerOf(example: Example, subject: string) {
  const progressionDate = progressionOf(example, subject);
  const timepoints = example.records
    .filter(({ usubjid, paramcd }) => usubjid === subject && paramcd === 'OVR')
    .flatMap(({ adt, avalc }) => (adt === null ? [] : [{ date: adt, overall: avalc }]))
    .filter(({ date }) => progressionDate === null || date <= progressionDate);
  const treatmentStart = example.datasets['dataset_adsl']?.find(({ usubjid }) => usubjid === subject)?.trtsdt;
  const settings = {
    minSdReference: 'treatmentStart',
    ...(example.parameters.ref_start_window !== undefined && {
      minSdDays: example.parameters.ref_start_window,
    }),
  };
  const responses = { timepoints, ...(progressionDate === null && { progressionDate: null }) };
  const best = bestResponse(
    'recist-1.1',
    responses,
    settings,
    treatmentStart === undefined ? {} : { treatmentStart },
  );
  return { ...best, countOfTimepoints: timepoints.length };
}

/** The date of `source_pd`, where the example has one for the subject. */
function progressionOf(example: Example, subject: string): string | null {
  if (example.parameters.source_pd === 'NULL') return null;
  const sources = Object.entries(example.datasets).filter(([name]) => name.startsWith('source:'));
  const rows = sources.flatMap(([, dataset]) => dataset);
  return (
    rows.find((row) => row.usubjid === subject && row.paramcd === 'PD' && row.avalc === 'Y')?.adt ?? null
  );
}
