import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVALUATORS, SDTM_FORMATS } from '@readout/db/term.ts';
import { readConfig } from '@readout/server/config.ts';
import { exportAtOnce } from '@readout/server/job/sdtm-export/export-at-once.ts';
import { openHub } from '@readout/server/open-hub.ts';

/** A process of its own, so that its memory is that of an export alone: `export-child.ts DATA TRIAL_ID`; what it took as JSON to its parent. */
const [, , dataDir, trialId = ''] = process.argv;
const hub = await openHub(readConfig({ READOUT_DATA: dataDir, LOG_LEVEL: 'warn' }));
const folder = await mkdtemp(join(tmpdir(), 'readout-export-'));
try {
  const startedMs = performance.now();
  const done = await exportAtOnce(hub, {
    request: {
      trialId,
      dataCutId: null,
      evaluators: EVALUATORS,
      domains: null,
      formats: SDTM_FORMATS,
      adam: { evaluator: 'CENTRAL', criteria: null, isConfirmed: null },
      isUnblinded: true,
      reason: 'A benchmark',
    },
    viewer: { userId: 'readout' },
    isOperator: true,
    accept: null,
    zip: true,
    folder,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  process.send?.({
    seconds: (performance.now() - startedMs) / 1000,
    // Kibibytes on Linux.
    megabytes: process.resourceUsage().maxRSS / 1000,
    records: done.report.datasets.reduce((sum, { records }) => sum + records, 0),
    errors: done.errors,
    zipBytes: done.file?.bytes ?? 0,
  });
} finally {
  await rm(folder, { recursive: true, force: true });
  await hub.close();
}
