import { deepStrictEqual } from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transactAsOwner } from '@readout/db/transact.ts';
import { makeTicket, type Viewer } from '@readout/db/viewer.ts';
import { addPerson } from '@readout/server/auth/add-person.ts';
import { createToken } from '@readout/server/auth/create-token.ts';
import { readConfig } from '@readout/server/config.ts';
import { createHttp } from '@readout/server/http.ts';
import { openHub, type OpenHub } from '@readout/server/open-hub.ts';
import { measureAmendments, type AmendmentDuration } from './amend-large-trial.ts';
import { benchAudit } from './audit-bench.ts';
import { countStatements } from './count-statements.ts';
import { timeInTurn } from './duration.ts';
import { benchExport } from './export-bench.ts';
import { measureEngine, type EngineSpeed } from './engine-speed.ts';
import { storeLargeTrial, type LargeTrial } from './large-trial.ts';
import { QUESTIONS, type Question } from './question.ts';

const ROUNDS = 100;
const WARM_UPS = 20;
/** How many times the bare SQL a request may take at p50, before the table says NO. */
const LARGEST_RATIO = 20;
const ACT = { viewer: { userId: 'readout' }, reason: 'A benchmark needs a trial' };

const say = (line: string) => void process.stdout.write(`${line}\n`);

/**
 * `npm run bench`; `npm run bench -- rederive 10000`: every review of so many subjects derived anew through the database;
 * `npm run bench -- audit 10000000`: an audit trail of so many entries (10 million take 20 GB of disk and some hours);
 * `npm run bench -- export 1000 10000`: packages of SDTM datasets of trials of so many subjects.
 */
const [, , task, countTold, ...moreTold] = process.argv;

const folder = await mkdtemp(join(tmpdir(), 'readout-bench-'));
const hub = await openHub(readConfig({ READOUT_DATA: join(folder, 'data'), LOG_LEVEL: 'warn' }));
try {
  if (task === 'rederive') await rederive(hub, Number(countTold ?? 10_000));
  else if (task === 'audit') await benchAudit(hub, { folder, entries: Number(countTold ?? 10_000_000), say });
  else if (task === 'export') await benchExport(folder, [countTold ?? 1000, ...moreTold].map(Number), say);
  else await run(hub);
} finally {
  await hub.close();
  await rm(dirname(await realpath(join(folder, 'data', 'postgresql'))), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

async function run({ database, auth, ...rest }: OpenHub): Promise<void> {
  const count = countStatements([database.app, database.owner]);
  const startedMs = performance.now();
  const personId = await addPerson(
    database,
    { email: 'sponsor@example.org', name: 'Blinded Sponsor', password: 'a long enough password' },
    ACT,
  );
  const trial = await transactAsOwner(database, ACT, (tx) => storeLargeTrial(tx, personId));
  await database.owner.query('analyze');
  const { rows } = await database.owner.query<{ reads: string; findings: string; entries: string }>(
    'select (select count(*) from read) as reads, (select count(*) from finding) as findings, (select count(*) from audit.entry) as entries',
  );
  say(
    `Trial: 1,000 subjects, ${rows[0]?.reads} reads, ${rows[0]?.findings} findings, ${rows[0]?.entries} audit entries, stored in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`,
  );
  say(`Machine: ${availableParallelism()} cores, Node ${process.versions.node}`);

  const token = await createToken(auth, { personId, name: 'bench', trialIds: [trial.trialId], days: 1 });
  const app = await createHttp({ database, auth, ...rest });
  try {
    const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
    const table: Readonly<Record<string, string | number>>[] = [];
    for (const question of QUESTIONS) {
      const asked = await measureQuestion(question, {
        database,
        token,
        url,
        trial,
        personId,
        sent: count.sent,
      });
      table.push(asked);
    }
    print(table);
  } finally {
    await app.close();
  }

  printAmendments(await measureAmendments(database, trial));
  printEngine(measureEngine(1));
}

/** Three amendments of a trial's charter, each of which derives every review anew, beside the engine alone on one core. */
async function rederive({ database }: OpenHub, subjects: number): Promise<void> {
  const personId = await addPerson(
    database,
    { email: 'sponsor@example.org', name: 'Blinded Sponsor', password: 'a long enough password' },
    ACT,
  );
  const startedMs = performance.now();
  const trial = await transactAsOwner(database, ACT, (tx) => storeLargeTrial(tx, personId, subjects));
  await database.owner.query('analyze');
  const reviews = 3 * subjects;
  say(
    `Trial: ${subjects.toLocaleString('en')} subjects × 3 evaluators × 8 timepoints × 6 lesions, stored in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`,
  );
  const durations = await measureAmendments(database, trial);
  printAmendments(durations);
  const alone = measureEngine(1)[0]?.casesPerSecond ?? 0;
  say(`\nReviews a second; RECIST 1.1 by the engine alone: ${Math.round(alone).toLocaleString('en')}`);
  for (const { name, previewS, amendS } of durations)
    say(
      `${name.padEnd(30)} preview ${Math.round(reviews / previewS).toLocaleString('en')} (${(alone / (reviews / previewS)).toFixed(0)} × slower), adopted ${Math.round(reviews / amendS).toLocaleString('en')} (${(alone / (reviews / amendS)).toFixed(0)} × slower)`,
    );
  say(`Memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
}

/** Every review is derived anew by each; what is written is audited. */
function printAmendments(durations: readonly AmendmentDuration[]): void {
  say('\nAmendment of the charter: seconds for its preview, and to adopt it');
  for (const { name, previewS, amendS, changes } of durations)
    say(
      `${name.padEnd(30)}${previewS.toFixed(1).padStart(6)}${amendS.toFixed(1).padStart(6)}  ${changes.toLocaleString('en')} answers are others`,
    );
}

/** RECIST 1.1, which the others are compared with, first. */
function printEngine(speeds: readonly EngineSpeed[]): void {
  const yardstick = speeds[0]?.casesPerSecond ?? 0;
  say('\nEngine: cases of 8 timepoints × 6 lesions a second on one core, traces included, in turns');
  for (const { criteria, casesPerSecond } of speeds) {
    const count = Math.round(casesPerSecond).toLocaleString('en').padStart(9);
    say(
      `${criteria.padEnd(14)}${count}  ${(casesPerSecond / yardstick).toFixed(2)} × ${speeds[0]?.criteria ?? ''}`,
    );
  }
}

interface Setting extends Pick<OpenHub, 'database'> {
  readonly token: string;
  readonly url: string;
  readonly trial: LargeTrial;
  readonly personId: string;
  readonly sent: () => number;
}

/** GraphQL over HTTP, the one statement as the same viewer in a transaction of the same pool, and that as the owner: in turn. */
async function measureQuestion(
  { name, graphql, variables, sql }: Question,
  { database, token, url, trial, personId, sent }: Setting,
) {
  const parameters = variables.map((variable) => (variable === 'number' ? trial.number : trial.protocol));
  const body = JSON.stringify({
    query: graphql,
    variables: Object.fromEntries(variables.map((variable, at) => [variable, parameters[at]])),
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const askGraphql = async () => {
    const answer = await fetch(url, { method: 'POST', headers, body });
    return answer.text();
  };
  const viewer: Viewer = { userId: personId, trialIds: [trial.trialId] };
  const askSql = async () => {
    const client = await database.app.connect();
    try {
      const [, , answer] = await Promise.all([
        client.query('begin read only'),
        client.query("select set_config('readout.ticket', $1, true)", [makeTicket(database, viewer)]),
        client.query<{ json: string }>(sql, parameters),
        client.query('commit'),
      ]);
      return answer.rows[0]?.json ?? '';
    } finally {
      client.release();
    }
  };
  const askOwner = () => database.owner.query(sql, parameters);

  const before = sent();
  const text = await askGraphql();
  const statements = sent() - before;
  const answer = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
  deepStrictEqual(answer.errors, undefined);
  deepStrictEqual(JSON.parse(await askSql()), answer.data, `${name}: SQL answers otherwise than GraphQL`);

  const [asked, bare, owner] = await timeInTurn([askGraphql, askSql, askOwner], {
    rounds: ROUNDS,
    warmUps: WARM_UPS,
  });
  if (asked === undefined || bare === undefined || owner === undefined) throw new Error('Nothing was timed.');
  const ms = ({ p50, p99 }: typeof asked) => `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
  const ratio = asked.p50 / bare.p50;
  return {
    Question: name,
    kB: Math.round(text.length / 1000),
    Statements: statements,
    'GraphQL, ms': ms(asked),
    'SQL as viewer, ms': ms(bare),
    'SQL as owner, ms': ms(owner),
    'to viewer, p50': `${ratio.toFixed(1)} ×`,
    'to viewer, p99': `${(asked.p99 / bare.p99).toFixed(1)} ×`,
    'to owner, p50': `${(asked.p50 / owner.p50).toFixed(1)} ×`,
    [`Within ${LARGEST_RATIO} ×`]: ratio <= LARGEST_RATIO ? 'yes' : 'NO',
  };
}

function print(table: readonly Readonly<Record<string, string | number>>[]): void {
  const names = Object.keys(table[0] ?? {});
  const width = (name: string) => Math.max(name.length, ...table.map((row) => String(row[name]).length));
  const line = (cell: (name: string) => string) =>
    names.map((name) => cell(name).padEnd(width(name))).join('  ');
  say(
    `\np50 / p99 of ${ROUNDS} requests each, in turn, after ${WARM_UPS} to warm up. Statements: those of a request, that of its token among them.`,
  );
  say(line((name) => name));
  for (const row of table) say(line((name) => String(row[name])));
  say('');
}
