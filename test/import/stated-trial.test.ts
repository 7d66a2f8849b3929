/** Trials whose source states responses by other criteria, without measurements: they keep the source's own words. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runImport } from '@readout/server/job/run-import.ts';
import { describe, expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';

const DATA = join(import.meta.dirname, '../../../shared/data');
const hub = withDatabase();

const ask = async (text: string, ...values: readonly unknown[]) =>
  (await hub.database.owner.query<Record<string, unknown>>(text, [...values])).rows;

const importAs = (protocol: string, folder: string, criteria: string) =>
  runImport(
    { database: hub.database, config: { isDemo: false } },
    {
      folder: join(DATA, folder),
      protocol,
      criteria,
      sponsor: 'A sponsor',
      title: null,
      isOpenLabel: false,
      reason: 'Conformance',
      viewer: OPERATOR,
    },
    { signal: new AbortController().signal },
  );

describe.skipIf(!existsSync(join(DATA, 'pharmaverse-irecist')))(
  'the public trials with stated responses',
  () => {
    test.each([
      {
        folder: 'pharmaverse-irecist',
        criteria: 'irecist',
        words: ['NE', 'NON-iCR/NON-iUPD', 'iCPD', 'iCR', 'iPR', 'iSD', 'iUPD'],
        components: null,
      },
      {
        folder: 'pharmaverse-pcwg3',
        criteria: 'pcwg3',
        words: ['CR', 'NE', 'PD', 'PDu', 'PR', 'SD'],
        components: { bone: 30, softTissue: 30 },
      },
      {
        folder: 'pharmaverse-lymphoma',
        criteria: 'lugano-2014',
        // Where no PET was done, the response by CT is the one stated.
        words: ['CMR', 'NE', 'NMR', 'PAD', 'PAR', 'PMD', 'PMR'],
        components: { ctResponse: 29 },
      },
    ])(
      '$folder is a trial of its own with its own words, and the same files again change nothing',
      async ({ folder, criteria, words, components }) => {
        const protocol = folder.toUpperCase();
        const report = await importAs(protocol, folder, criteria);
        for (const { rowsRead, rowsStored, rowsReported } of report.domains)
          expect(rowsRead).toBeLessThanOrEqual(rowsStored + rowsReported);
        const ofTrial = 'from timepoint_response r join trial t on t.id = r.trial_id where t.protocol = $1';
        const stated = await ask(
          `select distinct stated_overall as word ${ofTrial} and stated_overall is not null order by 1`,
          protocol,
        );
        expect(stated.map(({ word }) => word).toSorted()).toEqual(words);
        expect(
          await ask(`select 1 ${ofTrial} and (overall is not null or criteria <> $2)`, protocol, criteria),
        ).toEqual([]);
        const counted = await ask(
          `select k.key, count(*)::int as count from timepoint_response r join trial t on t.id = r.trial_id,
          jsonb_object_keys(r.stated_components) k(key) where t.protocol = $1 group by 1 order by 1`,
          protocol,
        );
        expect(Object.fromEntries(counted.map(({ key, count }) => [key, count]))).toEqual(components ?? {});
        const again = await importAs(protocol, folder, criteria);
        expect(
          again.changes.every(({ inserted, updated, deleted }) => inserted + updated + deleted === 0),
        ).toBe(true);
      },
    );

    test('a best response is derived from the words stated, in the words of the criteria', async () => {
      const bests = await ask(
        `select t.protocol, jsonb_object_agg(b.best, b.count) as bests
          from (select trial_id, best, count(*)::int as count from best_response where basis = 'STATED' group by 1, 2) b
          join trial t on t.id = b.trial_id group by 1`,
      );
      expect(Object.fromEntries(bests.map(({ protocol, bests: counts }) => [protocol, counts]))).toEqual({
        'PHARMAVERSE-IRECIST': { NE: 2, iCPD: 2, iCR: 9, iPR: 6, iSD: 3, iUPD: 4 },
        'PHARMAVERSE-LYMPHOMA': { CR: 3, PD: 2, PR: 4, SD: 4 },
        'PHARMAVERSE-PCWG3': { CR: 1, NE: 1, PD: 1, PR: 4, SD: 4 },
      });
    });
  },
);
