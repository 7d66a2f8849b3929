import {
  appendFile,
  chmod,
  chown,
  mkdir,
  readFile,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { findClusterFolder, makeSocketFolder } from './cluster-folder.ts';
import { withLockFile } from './lock-file.ts';
import { ACCOUNT, exists, findPostgresqlProgram, type PostgresqlProgram } from './postgresql-program.ts';

export type Embedded = {
  /** Connects as `readout`, who owns the database and may make roles and databases, but is no superuser. */
  readonly url: string;
  /** Connects to the same database as PostgreSQL's superuser. */
  readonly superuserUrl: string;
  /** Whether PostgreSQL was running already: another process of ours uses it, or one was killed. */
  readonly isAdopted: boolean;
  /** Call it after every pool has ended. Stops PostgreSQL unless another process still uses it. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the PostgreSQL that came with the program, or joins the one that already runs on the same folder.
 *
 * Any number of processes may start the same folder at once; the last to stop ends PostgreSQL. It listens on a Unix
 * socket only, in a folder that no other account can enter.
 *
 * @param dataDir where everything is kept; made if missing
 * @throws Error with a sentence when PostgreSQL cannot run here
 */
export async function startEmbedded({ dataDir }: { readonly dataDir: string }): Promise<Embedded> {
  await mkdir(dataDir, { recursive: true });
  const home = await realpath(dataDir);
  const program = await findPostgresqlProgram();
  return withLockFile(join(home, 'postgresql.lock'), async () => {
    const cluster = await findClusterFolder(home);
    const socket = await makeSocketFolder(home, cluster);
    await initialise(program, cluster);
    const host = encodeURIComponent(socket);
    const superuserUrl = `postgresql://postgres@/postgres?host=${host}`;
    const { holder, isAdopted } = await hold(superuserUrl, {
      isRunning: () => isRunning(program, cluster, socket),
      start: async () => {
        await configure(cluster, socket);
        await program.run('pg_ctl', [
          '-D',
          cluster,
          'start',
          '-w',
          '-t',
          '120',
          '-l',
          join(cluster, 'postgresql.log'),
        ]);
      },
    });
    await ensureDatabase(holder);
    let leaving: Promise<void> | undefined;
    return {
      url: `postgresql://readout@/readout?host=${host}`,
      superuserUrl: `postgresql://postgres@/readout?host=${host}`,
      isAdopted,
      stop: () =>
        (leaving ??= withLockFile(join(home, 'postgresql.lock'), () => leave(program, cluster, holder))),
    };
  });
}

/** Each process keeps one connection under this name: the kernel closes it even after kill -9, so their number is that of the users. */
const HOLDER = 'readout holder';

async function hold(
  connectionString: string,
  server: { readonly isRunning: () => Promise<boolean>; readonly start: () => Promise<void> },
): Promise<{ readonly holder: pg.Client; readonly isAdopted: boolean }> {
  for (let attempt = 1; ; attempt++) {
    const isAdopted = await server.isRunning();
    if (!isAdopted) await server.start();
    const holder = new pg.Client({ connectionString, application_name: HOLDER });
    // Without a listener a lost connection ends the process; who works on the database sees the loss at its own pool.
    holder.on('error', () => undefined);
    try {
      await holder.connect();
      return { holder, isAdopted };
    } catch (error) {
      // One that was found running may be recovering still, or dying of a kill -9: then it is not there at the next look.
      if (!isAdopted || attempt === 600) throw error;
      await setTimeout(100);
    }
  }
}

async function leave(program: PostgresqlProgram, cluster: string, holder: pg.Client): Promise<void> {
  const others = await holder
    .query(`select 1 from pg_stat_activity where application_name = '${HOLDER}' and pid <> pg_backend_pid()`)
    .then(
      ({ rowCount }) => rowCount ?? 0,
      () => undefined, // The server that we held is gone; one that runs now was started by another process.
    );
  await holder.end();
  if (others === 0) await program.run('pg_ctl', ['-D', cluster, 'stop', '-m', 'fast', '-w', '-t', '120']);
}

async function ensureDatabase(holder: pg.Client): Promise<void> {
  const role = await holder.query("select 1 from pg_roles where rolname = 'readout'");
  if (role.rowCount === 0) await holder.query('create role readout login createrole createdb');
  const database = await holder.query("select 1 from pg_database where datname = 'readout'");
  if (database.rowCount === 0) await holder.query('create database readout owner readout');
}

async function initialise(program: PostgresqlProgram, cluster: string): Promise<void> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version !== undefined) {
    if (version.trim() === program.majorVersion) return;
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${version.trim()}, and this program brings ${program.majorVersion}. Move its content over with pg_dump, or name a running server with DATABASE_URL.`,
    );
  }
  // Made beside and renamed, so that a killed initdb leaves nothing that looks like a database.
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (ACCOUNT.uid !== undefined) await chown(unfinished, ACCOUNT.uid, ACCOUNT.gid);
  // Trust, because the socket's folder lets nobody else in.
  await program.run('initdb', [
    '-D',
    unfinished,
    '-U',
    'postgres',
    '--auth=trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  await appendFile(join(unfinished, 'postgresql.conf'), "\ninclude_if_exists = 'readout.conf'\n");
  await rm(cluster, { recursive: true, force: true });
  await rename(unfinished, cluster);
}

async function configure(cluster: string, socket: string): Promise<void> {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: `"${socket}"`,
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`,
  );
  await writeFile(join(cluster, 'readout.conf'), lines.join(''), { mode: 0o644 });
  await chmod(join(cluster, 'readout.conf'), 0o644);
}

/** Whether PostgreSQL runs on the cluster; clears away what a killed one left behind. */
async function isRunning(program: PostgresqlProgram, cluster: string, socket: string): Promise<boolean> {
  const pid = await readFile(join(cluster, 'postmaster.pid'), 'utf8').then(
    (text) => Number.parseInt(text),
    () => undefined,
  );
  if (pid === undefined) return false;
  if (process.platform !== 'linux')
    return program.run('pg_ctl', ['-D', cluster, 'status']).then(
      () => true,
      () => false,
    );
  if (await worksIn(pid, cluster)) return true;
  // Where nobody reaps (a container without init) a killed postmaster stays as a zombie, and pg_ctl takes it for a running
  // server; so it does with a number that went to another process. Both locks must go, but not before the last of its
  // children, which may still write, has ended.
  if (!(await exists(`/proc/${pid}`))) return false;
  for (let attempt = 1; await someoneWorksIn(cluster); attempt++) {
    if (attempt === 600)
      throw new Error(
        `PostgreSQL was killed, and a process of it still runs in ${cluster}. End it and start again.`,
      );
    await setTimeout(50);
  }
  await rm(join(cluster, 'postmaster.pid'), { force: true });
  await rm(join(socket, '.s.PGSQL.5432.lock'), { force: true });
  return false;
}

/** Every process of a PostgreSQL has its cluster as working directory; a zombie has none. */
const worksIn = async (pid: number | string, cluster: string): Promise<boolean> =>
  (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === cluster;

async function someoneWorksIn(cluster: string): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const answers = await Promise.all(pids.map((pid) => worksIn(pid, cluster)));
  return answers.includes(true);
}
