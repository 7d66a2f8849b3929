// Plain JavaScript without dependencies: this file runs before anything is installed, on Node 20 or later.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = '24.21.0';
const PNPM = '12.21.0';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules', '.cache', 'readout');

/** Folders that no source lies in. */
const MADE = new Set(['node_modules', 'build', '.svelte-kit']);

/** What each script of package.json runs, once everything is in place. */
const COMMANDS = {
  start: { program: ['server/main.ts'], needsPortal: true, environment: { NODE_ENV: 'production' } },
  dev: { program: ['server/main.ts'], needsPortal: false, environment: { NODE_ENV: 'development' } },
  test: { program: ['node_modules/vitest/vitest.mjs', 'run'], needsPortal: true, environment: {} },
  bench: { program: ['test/bench/main.ts'], needsPortal: false, environment: { NODE_ENV: 'production' } },
  readout: {
    program: ['server/command/index.ts'],
    needsPortal: false,
    environment: { NODE_ENV: 'production' },
  },
};

const [name = '', ...parameters] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) fail(`Use one of: ${Object.keys(COMMANDS).join(', ')}.`, 2);
const isServer = name === 'start' || name === 'dev' || (name === 'readout' && parameters[0] === 'start');

/** Makes sure of Node 24, the packages and the portal; answers the path of Node. */
async function prepare() {
  const packages = hashFiles(
    ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...listPackages()],
    `${process.platform} ${process.arch} ${NODE}`,
  );
  const isInstalled = recall('install') === packages;
  const needsPortal = command.needsPortal || (name === 'readout' && parameters[0] === 'start');
  const portal = needsPortal ? hashFiles(listPortalSources(), '') : '';
  const isBuilt = () =>
    !needsPortal || (recall('portal') === portal && existsSync(join(root, 'web/build/handler.js')));
  const known = findNode();
  if (known !== undefined && isInstalled && isBuilt()) return known;

  return whileAlone(async () => {
    const tools = known !== undefined && isInstalled ? { node: known, pnpm: '' } : await fetchTools();
    remember('node', tools.node);
    if (recall('install') !== packages) {
      const offer = [
        'install',
        '--frozen-lockfile',
        '--reporter=append-only',
        '--config.confirm-modules-purge=false',
      ];
      await work('Installing the packages', tools.pnpm, offer, root, tools.node);
      remember('install', packages);
    }
    if (!isBuilt()) {
      await work(
        'Building the portal',
        tools.node,
        ['node_modules/vite/bin/vite.js', 'build'],
        join(root, 'web'),
        tools.node,
      );
      remember('portal', portal);
    }
    return tools.node;
  });
}

/** Node 24 or later: this one, or the one fetched before. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const fetched = recall('node');
  return fetched !== undefined && existsSync(fetched) ? fetched : undefined;
}

async function fetchTools() {
  const packages = ['-y', '-p', `node@${NODE}`, '-p', `pnpm@${PNPM}`];
  const ask = `node -p "process.execPath" && command -v pnpm`;
  const answer = await work(`Fetching Node ${NODE} and pnpm ${PNPM}`, 'npx', [...packages, '-c', ask], root);
  const [path, pnpm] = answer.trim().split('\n').slice(-2);
  if (!existsSync(path ?? '') || !existsSync(pnpm ?? ''))
    fail(`npx did not bring Node and pnpm. It said:\n${answer}`);
  // On Node 24 or later the one that runs stays in use: it is the operator's choice.
  return { node: findNode() ?? path, pnpm };
}

/** Runs a step with one line of progress on stderr; its output is shown only when it fails. */
async function work(title, file, list, cwd, nodePath) {
  const startedMs = Date.now();
  const isTerminal = process.stderr.isTTY === true;
  const show = () => process.stderr.write(`\r${title} … ${Math.round((Date.now() - startedMs) / 1000)} s`);
  const timer = isTerminal ? setInterval(show, 1000) : undefined;
  process.stderr.write(`${title} …${isTerminal ? '' : '\n'}`);
  const { code, output, standard } = await new Promise((resolve) => {
    const child = spawn(file, list, {
      cwd,
      env: cleanEnvironment(nodePath),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [all, out] = ['', ''];
    child.stdout.on('data', (data) => ((all += data), (out += data)));
    child.stderr.on('data', (data) => (all += data));
    child.on('error', (error) => resolve({ code: 1, output: String(error), standard: '' }));
    child.on('close', (status) => resolve({ code: status ?? 1, output: all, standard: out }));
  });
  clearInterval(timer);
  if (isTerminal) process.stderr.write(`\r${title}: ${((Date.now() - startedMs) / 1000).toFixed(1)} s   \n`);
  if (code !== 0) fail(`${title} failed.\n${output.trim()}`);
  return standard;
}

/** The environment without what `npm run` adds to it: -s would silence pnpm, and ignored scripts would leave Node out. */
function cleanEnvironment(nodePath) {
  const { npm_config_loglevel: _level, npm_config_ignore_scripts: _scripts, ...rest } = process.env;
  return nodePath === undefined ? rest : { ...rest, PATH: [dirname(nodePath), rest.PATH].join(delimiter) };
}

/** Becomes the command: its input, output, signals and exit status. */
async function hand(nodePath) {
  const environment = { ...cleanEnvironment(nodePath), ...command.environment };
  const [script, ...rest] = command.program;
  const child = spawn(nodePath, [join(root, script), ...rest, ...parameters], {
    cwd: name === 'readout' ? process.cwd() : root,
    env: environment,
    // The server learns through the closed channel that this process was killed, and does not stay behind with the port.
    stdio: isServer ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (isServer && process.env.npm_lifecycle_event !== undefined) stopWithNpm(child);
  child.on('error', (error) => fail(`Node at ${nodePath} does not start: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** npm, killed with -9, tells nobody: its child, or the shell between them, finds itself with another parent. */
function stopWithNpm(child) {
  const shell = readProcess(process.ppid, 'cmdline').includes('bootstrap.mjs') ? process.ppid : undefined;
  const listParents = () => `${process.ppid} ${shell === undefined ? '' : parentOf(shell)}`;
  const parents = listParents();
  setInterval(() => listParents() !== parents && child.kill('SIGTERM'), 500).unref();
}

/** The fields after the parenthesised name are state and parent. @see proc(5) */
const parentOf = (pid) => readProcess(pid, 'stat').split(') ').at(-1)?.split(' ')[1];

function readProcess(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // No /proc on this system, or the process has ended.
  }
}

/** Two commands on a fresh checkout must not install into the same folder. */
async function whileAlone(task) {
  mkdirSync(cache, { recursive: true });
  const lock = join(cache, 'lock');
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`${lock} cannot be written: ${error.message}`);
      if (isRunning(recall('lock'))) await new Promise((resolve) => setTimeout(resolve, 200));
      else rmSync(lock, { force: true });
    }
  }
  process.once('exit', () => rmSync(lock, { force: true }));
  const answer = await task();
  rmSync(lock, { force: true });
  return answer;
}

function isRunning(pid) {
  // Empty: just being written.
  if (pid === undefined || pid === '') return pid === '';
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function recall(key) {
  const path = join(cache, key);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function remember(key, value) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, key), value);
}

function listPackages() {
  const folders = [
    '.',
    'server',
    'web',
    'db',
    'test',
    ...readdirSync(join(root, 'schema')).map((each) => `schema/${each}`),
  ];
  return folders.map((folder) => join(folder, 'package.json')).filter((file) => existsSync(join(root, file)));
}

function listPortalSources() {
  return [
    'pnpm-lock.yaml',
    'schema/graphql/schema.graphql',
    ...listFiles('web'),
    ...listFiles('schema/chart'),
  ];
}

function listFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !MADE.has(entry.name))
    .flatMap((entry) =>
      entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)],
    );
}

function hashFiles(files, salt) {
  const hash = createHash('sha256').update(salt);
  for (const file of files.sort())
    if (existsSync(join(root, file))) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function fail(sentence, status = 1) {
  process.stderr.write(`${sentence}\n`);
  process.exit(status);
}

// Last, when all of the above is defined.
await hand(await prepare());
