import { fork } from 'node:child_process';
import { realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transactAsOwner } from '@readout/db/transact.ts';
import { addPerson } from '@readout/server/auth/add-person.ts';
import { readConfig } from '@readout/server/config.ts';
import { openHub } from '@readout/server/open-hub.ts';
import { storeLargeTrial } from './large-trial.ts';

const ACT = { viewer: { userId: 'readout' }, reason: 'A benchmark needs a trial' };

/** What is asked of the whole package of 1,000 subjects, and of ten times as many. */
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 500;
const MOST_TIMES = 12;

interface Took {
  readonly subjects: number;
  /** Reading the findings alone, by one statement of the owner. */
  readonly yardstickS: number;
  readonly seconds: number;
  readonly megabytes: number;
  readonly records: number;
  readonly errors: number;
  readonly zipBytes: number;
}

/**
 * Exports a trial of so many subjects × 8 timepoints × 3 evaluators × 6 lesions: all datasets in all formats, analysis datasets, define.xml,
 * guide, check and ZIP; then a trial of more.
 */
export async function benchExport(
  folder: string,
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<void> {
  let first: Took | undefined;
  for (const subjects of sizes) {
    const took = await exportTrial(join(folder, String(subjects)), subjects);
    first ??= took;
    const { seconds, megabytes, yardstickS, records, errors, zipBytes } = took;
    say(
      `${subjects.toLocaleString('en')} subjects: ${records.toLocaleString('en')} records, ${errors} errors, ZIP of ${(zipBytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s (${(seconds / yardstickS).toFixed(0)} × reading its findings), ${megabytes.toFixed(0)} MB at most`,
    );
    if (took === first)
      say(
        `  within ${MOST_SECONDS} s: ${seconds <= MOST_SECONDS ? 'yes' : 'NO'}, within ${MOST_MEGABYTES} MB: ${megabytes <= MOST_MEGABYTES ? 'yes' : 'NO'}`,
      );
    else
      say(
        `  ${(subjects / first.subjects).toFixed(0)} × the subjects: ${(seconds / first.seconds).toFixed(1)} × the time, ${(megabytes / first.megabytes).toFixed(2)} × the memory; at most ${MOST_TIMES} × for 10 ×: ${seconds / first.seconds <= (MOST_TIMES / 10) * (subjects / first.subjects) ? 'yes' : 'NO'}`,
      );
  }
}

async function exportTrial(dataDir: string, subjects: number): Promise<Took> {
  const hub = await openHub(readConfig({ READOUT_DATA: dataDir, LOG_LEVEL: 'warn' }));
  try {
    const personId = await addPerson(
      hub.database,
      { email: 'sponsor@example.org', name: 'Blinded Sponsor', password: 'a long enough password' },
      ACT,
    );
    const { trialId } = await transactAsOwner(hub.database, ACT, (tx) =>
      storeLargeTrial(tx, personId, subjects),
    );
    await hub.database.owner.query('analyze');
    const startedMs = performance.now();
    await hub.database.owner.query('select * from finding where trial_id = $1', [trialId]);
    const yardstickS = (performance.now() - startedMs) / 1000;
    return { subjects, yardstickS, ...(await runChild(dataDir, trialId)) };
  } finally {
    await hub.close();
    await rm(dirname(await realpath(join(dataDir, 'postgresql'))), { recursive: true, force: true });
  }
}

function runChild(dataDir: string, trialId: string): Promise<Omit<Took, 'subjects' | 'yardstickS'>> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'export-child.ts'), [dataDir, trialId]);
    let took: Omit<Took, 'subjects' | 'yardstickS'> | undefined;
    child.on('message', (told) => {
      took = told as typeof took;
    });
    child.on('error', reject);
    // It leaves the cluster before that is removed.
    child.on('exit', (code) =>
      took !== undefined && code === 0 ? resolve(took) : reject(new Error(`The export ended with ${code}.`)),
    );
  });
}
