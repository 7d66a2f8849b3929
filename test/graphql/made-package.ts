import type { Database } from '@readout/db/database.ts';
import { transact } from '@readout/db/transact.ts';
import { acceptSdtmExport } from '@readout/graphql/export/accept-sdtm-export.ts';
import { releaseSdtmExport } from '@readout/graphql/export/release-sdtm-export.ts';
import { requestSdtmExport } from '@readout/graphql/export/request-sdtm-export.ts';
import { sql } from 'drizzle-orm';

/** What a check found: two errors and a warning, in the order in which they were found. */
export const FINDINGS = [
  {
    rule: 'T1',
    severity: 'WARNING',
    dataset: 'DM',
    row: '1042-001',
    variable: 'ARMCD',
    value: 'B',
    sentence: 'Odd arm.',
  },
  {
    rule: 'K1',
    severity: 'ERROR',
    dataset: 'TR',
    row: '1042-002 TR 3',
    variable: 'TRLNKID',
    value: 'T09',
    sentence: 'No such lesion.',
  },
  {
    rule: 'K1',
    severity: 'ERROR',
    dataset: 'TR',
    row: '1042-004 TR 1',
    variable: 'TRLNKID',
    value: null,
    sentence: 'No such lesion.',
  },
] as const;

const REPORT = {
  datasets: [
    { name: 'DM', label: 'Demographics', standard: 'SDTM', records: 6 },
    { name: 'TR', label: 'Tumor/Lesion Results', standard: 'SDTM', records: 40 },
  ],
  rules: [
    { id: 'K1', severity: 'ERROR', sentence: 'Each TRLNKID is one of TU.', source: 'SDTMIG 3.4', count: 2 },
    { id: 'T1', severity: 'WARNING', sentence: 'Arms are planned ones.', source: 'SDTMIG 3.4', count: 1 },
  ],
  findings: FINDINGS,
};

const MANIFEST = {
  cut: { name: 'Interim', on: '2026-06-30', at: '2026-07-01T08:00:00.000Z', entryNumber: 1 },
  versions: { SDTMIG: '3.4' },
  checkpoint: { treeSize: 12, root: 'ab12' },
  files: [{ path: 'dm.xpt', what: 'Demographics', sha256: 'cd'.repeat(32), bytes: 800, records: 6 }],
};

/** Leaves a package that waits as the job leaves one whose check found errors, in the name of who asked for it. */
export const blockPackage = (database: Database, who: string, id: string): Promise<void> =>
  transact(database, { viewer: { userId: who }, reason: 'For the agency' }, async (tx) => {
    await tx.execute(
      sql`update sdtm_export set state = 'RUNNING', subjects_total = 6, step = 'Mapping subjects' where id = ${id}::uuid`,
    );
    await tx.execute(
      sql`update sdtm_export set state = 'BLOCKED', finished_at = now(), file_name = 'ONC-1042.zip', sha256 = ${'ab'.repeat(32)}, bytes = 7,
        report = ${JSON.stringify(REPORT)}::jsonb, manifest = ${JSON.stringify(MANIFEST)}::jsonb where id = ${id}::uuid`,
    );
  });

/** A package that a data manager asked for, whose errors were accepted, and that was released. */
export async function releasePackage(database: Database, who: string, trialId: string): Promise<void> {
  const as = <Answer>(write: Parameters<typeof transact<Answer>>[2]) =>
    transact(database, { viewer: { userId: who }, reason: 'For the agency' }, write);
  const id = await as((tx) =>
    requestSdtmExport(tx, {
      trialId,
      dataCutId: null,
      evaluators: ['READER_1'],
      domains: ['DM', 'TR'],
      formats: ['XPT'],
      adam: { evaluator: 'CENTRAL', criteria: null, isConfirmed: null },
      isUnblinded: false,
      reason: 'For the agency',
    }),
  );
  await blockPackage(database, who, id);
  await as((tx) => acceptSdtmExport(tx, { trialId, id, reason: 'Known at the source' }));
  await as((tx) => releaseSdtmExport(tx, { trialId, id }));
}
