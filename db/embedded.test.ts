import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbedded } from './embedded.ts';

/** Starts PostgreSQL in a process of its own, prints `isAdopted`, and stops it when its input ends. */
const PROGRAM = `
  import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
  const embedded = await startEmbedded({ dataDir: process.argv[1] });
  process.stdout.write(String(embedded.isAdopted));
  process.stdin.resume().on('end', () => embedded.stop());
`;

// mkdtemp makes a folder that only we can enter: for root, the path of a closed home.
let closed: string;
let dataDir: string;
beforeAll(async () => {
  closed = await mkdtemp(join(tmpdir(), 'readout-embedded-'));
  dataDir = join(closed, 'data');
});
afterAll(async () => {
  await rm(dirname(await realpath(join(dataDir, 'postgresql'))), { recursive: true, force: true });
  await rm(closed, { recursive: true, force: true });
});

async function startElsewhere() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [answer] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, isAdopted: answer.toString() === 'true' };
}

const postmasterPid = async () =>
  Number.parseInt(await readFile(join(dataDir, 'postgresql', 'postmaster.pid'), 'utf8'));

const ask = async (url: string, query: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(query);
  await client.end();
  return rows;
};

describe('embedded PostgreSQL', { timeout: 60_000 }, () => {
  test('keeps its rows over a restart, and its owner is no superuser', async () => {
    const first = await startEmbedded({ dataDir });
    expect(first.isAdopted).toBe(false);
    await ask(first.url, 'create table kept (n int); insert into kept values (7)');
    await first.stop();
    const second = await startEmbedded({ dataDir });
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(await ask(second.url, 'select usesuper from pg_user where usename = current_user')).toEqual([
      { usesuper: false },
    ]);
    await second.stop();
  });

  test('outlives a killed program and is adopted by the next', async () => {
    const { child } = await startElsewhere();
    const pid = await postmasterPid();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await startEmbedded({ dataDir });
    expect(next.isAdopted).toBe(true);
    expect(await postmasterPid()).toBe(pid);
    await next.stop();
  });

  test('starts again after PostgreSQL itself was killed', async () => {
    const { child } = await startElsewhere();
    process.kill(await postmasterPid(), 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await startEmbedded({ dataDir });
    expect(next.isAdopted).toBe(false);
    expect(await ask(next.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await next.stop();
  });

  test('is started once by processes that start together, and stopped by the last of them', async () => {
    const started = await Promise.all([startElsewhere(), startElsewhere(), startElsewhere()]);
    expect(started.filter((each) => !each.isAdopted)).toHaveLength(1);
    const pid = await postmasterPid();
    // The one that started it leaves first.
    for (const { child } of started.toSorted((a, b) => Number(a.isAdopted) - Number(b.isAdopted))) {
      expect(await postmasterPid()).toBe(pid);
      child.stdin.end();
      await once(child, 'exit');
    }
    await expect(postmasterPid()).rejects.toThrow('ENOENT');
  });

  test.runIf(process.getuid?.() === 0)(
    'runs for root as an unprivileged account, in folders closed to others',
    async () => {
      const embedded = await startEmbedded({ dataDir });
      const { stdout } = await promisify(execFile)('stat', [
        '-L',
        '-c',
        '%u %a',
        join(dataDir, 'postgresql'),
      ]);
      expect(stdout.trim()).toBe('65534 700');
      expect(await readFile(`/proc/${await postmasterPid()}/status`, 'utf8')).toMatch(/^Uid:\t65534\t/m);
      await embedded.stop();
    },
  );
});
