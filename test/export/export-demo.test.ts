import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVALUATORS } from '@readout/db/term.ts';
import { exportAtOnce } from '@readout/server/job/sdtm-export/export-at-once.ts';
import { expect, test } from 'vitest';
import { OPERATOR, openDemoDatabase, withDatabase } from '../postgres.ts';

const demo = withDatabase(openDemoDatabase);

test(
  'each trial of the demonstration leaves with analysis datasets and without an error of the check',
  { timeout: 120_000 },
  async () => {
    const { database } = demo;
    const dataDir = await mkdtemp(join(tmpdir(), 'readout-demo-export-'));
    const config = { dataDir, ledgerName: 'readout.test/audit', ledgerKey: new Uint8Array(32).fill(5) };
    const { rows } = await database.owner.query<{ id: string; protocol: string }>(
      'select id, protocol from trial order by protocol',
    );
    expect(rows).toHaveLength(3);
    const found: unknown[] = [];
    for (const { id, protocol } of rows) {
      const done = await exportAtOnce(
        { database, config },
        {
          request: {
            trialId: id,
            dataCutId: null,
            evaluators: EVALUATORS,
            domains: null,
            formats: ['XPT'],
            adam: { evaluator: 'CENTRAL', criteria: null, isConfirmed: null },
            isUnblinded: true,
            reason: 'For the agency',
          },
          viewer: OPERATOR,
          isOperator: true,
          accept: null,
          zip: false,
          folder: join(dataDir, protocol),
          signal: new AbortController().signal,
        },
      );
      found.push(
        ...done.report.findings
          .filter(({ severity }) => severity === 'ERROR')
          .map((each) => ({ protocol, ...each })),
      );
      expect(done.report.datasets.find(({ name }) => name === 'TR')?.records).toBeGreaterThan(1000);
    }
    await rm(dataDir, { recursive: true });
    expect(found).toEqual([]);
  },
);
