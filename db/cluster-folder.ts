import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, mkdtemp, readlink, realpath, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { ACCOUNT, SHARED_FOLDER, exists } from './postgresql-program.ts';

/** The cluster's folder: inside the home, or, where the account cannot reach the home, in the shared folder and linked from the home. */
export async function findClusterFolder(home: string): Promise<string> {
  const cluster = join(home, 'postgresql');
  // Resolved, because an operator may have linked it to a larger disk, and a process is known by its real folder.
  const resolved = await realpath(cluster).catch(() => cluster);
  if (ACCOUNT.uid === undefined) return resolved;
  // The home itself is ours to open for passing through; what is secret in it has its own mode.
  await chmod(home, (await stat(home)).mode | 0o011);
  if (await isReachable(home)) return resolved;
  const prefix = `${createHash('sha256').update(home).digest('hex').slice(0, 12)}-`;
  const linked = await readlink(cluster).catch(() => undefined);
  // A copied home carries the link of its original, whose prefix differs: it gets a cluster of its own.
  if (linked?.startsWith(join(SHARED_FOLDER, prefix)) && (await exists(linked))) return realpath(linked);
  const folder = await mkdtemp(join(SHARED_FOLDER, prefix));
  await chmod(folder, 0o711);
  await rm(cluster, { force: true });
  await mkdir(join(folder, 'postgresql'), { mode: 0o700 });
  await chown(join(folder, 'postgresql'), ACCOUNT.uid, ACCOUNT.gid);
  await symlink(join(folder, 'postgresql'), cluster);
  return realpath(cluster);
}

/** A folder that only the account can enter, with a path short enough for a Unix socket (107 bytes). */
export async function makeSocketFolder(home: string, cluster: string): Promise<string> {
  const beside = join(dirname(cluster), 'socket');
  const socket =
    Buffer.byteLength(join(beside, '.s.PGSQL.5432.lock')) <= 100 ? beside : await nameShortFolder(home);
  await mkdir(socket, { recursive: true, mode: 0o700 });
  if (ACCOUNT.uid !== undefined) await chown(socket, ACCOUNT.uid, ACCOUNT.gid);
  const made = await lstat(socket);
  if (!made.isDirectory() || made.uid !== (ACCOUNT.uid ?? userInfo().uid)) {
    throw new Error(
      `${socket} belongs to another account. Remove it, or choose another folder with READOUT_DATA.`,
    );
  }
  await chmod(socket, 0o700);
  return socket;
}

async function nameShortFolder(home: string): Promise<string> {
  // With the folder's own number, so that a new folder of the same name does not meet the socket of its predecessor.
  const mark = createHash('sha256')
    .update(`${home} ${(await stat(home)).ino}`)
    .digest('hex')
    .slice(0, 12);
  return join(ACCOUNT.uid === undefined ? tmpdir() : SHARED_FOLDER, `readout-${mark}`);
}

async function isReachable(folder: string): Promise<boolean> {
  if (((await stat(folder)).mode & 0o001) === 0) return false;
  return folder === '/' || isReachable(dirname(folder));
}
