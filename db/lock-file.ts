import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { readFileSync } from 'node:fs';

/**
 * Runs `work` while this process alone holds the lock file at `path`.
 *
 * A lock whose process has died, even by kill -9, is taken over. Not reentrant.
 *
 * @throws Error when another process holds the lock for longer than two minutes
 */
export async function withLockFile<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  await take(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

const PATIENCE_MS = 120_000;
const PAUSE_MS = 20;

async function take(path: string): Promise<void> {
  const mine = `${path}.${process.pid}.${crypto.randomUUID()}`;
  await writeFile(mine, identify(process.pid) ?? '', { mode: 0o600 });
  try {
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += PAUSE_MS) {
      // A hard link appears whole, with its content, or not at all.
      if (await succeeds(link(mine, path), 'EEXIST')) return;
      const holder = await readFile(path, 'utf8').catch(() => undefined);
      if (holder !== undefined && identify(Number.parseInt(holder)) !== holder) await discard(path, holder);
      else await setTimeout(PAUSE_MS);
    }
    throw new Error(`Another process holds ${path}. If none is running, remove that file.`);
  } finally {
    await rm(mine, { force: true });
  }
}

/** Moves a dead process's lock away; if a living one took it in between, gives it back. */
async function discard(path: string, dead: string): Promise<void> {
  const aside = `${path}.dead.${crypto.randomUUID()}`;
  if (!(await succeeds(rename(path, aside), 'ENOENT'))) return;
  if ((await readFile(aside, 'utf8')) !== dead) await succeeds(link(aside, path), 'EEXIST');
  await rm(aside, { force: true });
}

/** A process by its number and its start, so that a reused number is another process; undefined when it runs no more. */
function identify(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return undefined;
  }
  try {
    // proc(5): the fields after the parenthesised name are state (3) … starttime (22).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : `${pid} ${fields[19]}`;
  } catch {
    return `${pid}`; // No /proc on this system: the number has to do.
  }
}

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

async function succeeds(action: Promise<void>, expectedCode: string): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    if (hasCode(error, expectedCode)) return false;
    throw error;
  }
}
