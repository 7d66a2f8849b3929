import { join } from 'node:path';
import { startEmbedded } from '@readout/db/embedded.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import { addPerson } from '@readout/server/auth/add-person.ts';
import { createToken } from '@readout/server/auth/create-token.ts';
import { readConfig } from '@readout/server/config.ts';
import { createHttp } from '@readout/server/http.ts';
import { openHub, type OpenHub } from '@readout/server/open-hub.ts';
import { grantRoles } from '@readout/graphql/trial/grant-roles.ts';
import { measureAuditQuestions } from './audit-question.ts';
import { fillTrail, measureVerification, sealTrail, type Throughput } from './audit-size.ts';
import { measureAuditedWrite } from './audited-write.ts';
import { storeLargeTrial } from './large-trial.ts';

const ACT = { viewer: { userId: 'readout' }, reason: 'A benchmark needs a trial' };
/** Of the trial whose entries are copied. */
const SUBJECTS = 200;

/** What is asked of the audit trail: pages and proofs under 200 ms, 200,000 entries verified a second, a write at most five times as long as without. */
const MOST_MS = 200;
const LEAST_A_SECOND = 200_000;
const MOST_TIMES = 5;

interface Setting {
  /** Where the benchmark may write. */
  readonly folder: string;
  /** How many entries the trail is to have. */
  readonly entries: number;
  readonly say: (line: string) => void;
}

/** Measures the audit trail: what a write costs with it, then pages, proofs and verification of a large one. */
export async function benchAudit(hub: OpenHub, setting: Setting): Promise<void> {
  await benchWrite(setting);
  const { folder, entries, say } = setting;
  const startedMs = performance.now();
  const { trialId, protocol, personId } = await openTrial(hub);
  const filled = await fillTrail(hub, trialId, entries);
  say(
    `\nTrail of ${entries.toLocaleString('en')} entries, made in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`,
  );
  sayThroughput(say, filled);
  sayThroughput(say, await sealTrail(hub));
  await benchQuestions(hub, { say, protocol, personId, trialId });
  // The longest last: whoever has no hour may end it there.
  for await (const each of measureVerification(hub, join(folder, 'trail.jsonl'))) sayThroughput(say, each);
}

/** Pages, filters and proofs over HTTP. */
async function benchQuestions(
  hub: OpenHub,
  asked: {
    readonly say: Setting['say'];
    readonly protocol: string;
    readonly personId: string;
    readonly trialId: string;
  },
): Promise<void> {
  const { say, protocol, personId, trialId } = asked;
  const token = await createToken(hub.auth, {
    personId,
    name: 'bench',
    trialIds: [trialId],
    days: 1,
    scopes: ['read', 'audit'],
  });
  const app = await createHttp(hub);
  try {
    const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
    say(
      `\nGraphQL over HTTP, p50 / p99 ms; beside it one entry by its key in a transaction of the same viewer, in turn`,
    );
    for await (const { name, asked: took, yardstick } of measureAuditQuestions(hub, {
      url,
      token,
      protocol,
      personId,
      trialId,
    }))
      say(
        `${name.padEnd(28)}${took.p50.toFixed(1).padStart(8)} /${took.p99.toFixed(1).padStart(8)}  ${yardstick.p50.toFixed(1).padStart(6)}  ${(took.p50 / yardstick.p50).toFixed(1).padStart(6)} ×  within ${MOST_MS} ms: ${took.p50 <= MOST_MS ? 'yes' : 'NO'}`,
      );
  } finally {
    await app.close();
  }
}

async function openTrial({ database }: OpenHub) {
  const personId = await addPerson(
    database,
    { email: 'auditor@example.org', name: 'Auditor', password: 'a long enough password' },
    ACT,
  );
  const trial = await transactAsOwner(database, ACT, (tx) => storeLargeTrial(tx, personId, SUBJECTS));
  await transactAsOwner(database, ACT, (tx) =>
    grantRoles(tx, { trialId: trial.trialId, grants: [{ personId, role: 'AUDITOR' }] }),
  );
  return { ...trial, personId };
}

function sayThroughput(say: Setting['say'], { name, entries, seconds }: Throughput): void {
  const perSecond = entries / seconds;
  const told = name.startsWith('verified')
    ? `  at least ${LEAST_A_SECOND.toLocaleString('en')}: ${perSecond >= LEAST_A_SECOND ? 'yes' : 'NO'}`
    : '';
  say(
    `${name.padEnd(40)}${Math.round(perSecond).toLocaleString('en').padStart(10)} entries/s  (${seconds.toFixed(1)} s)${told}`,
  );
}

/** Two databases of their own, as one of them loses its triggers. */
async function benchWrite({ folder, say }: Setting): Promise<void> {
  const open = (name: string) => openHub(readConfig({ READOUT_DATA: join(folder, name), LOG_LEVEL: 'warn' }));
  const hubs = await Promise.all([open('audited'), open('bare')]);
  const embedded = await startEmbedded({ dataDir: join(folder, 'bare') });
  try {
    const [{ database }, bare] = hubs;
    const superuserUrl = embedded.superuserUrl.replace('/postgres?', '/readout?');
    const took = await measureAuditedWrite(database, bare.database, superuserUrl);
    const ratio = took.audited.p50 / took.bare.p50;
    say(
      `A read of 20 findings, ${took.entries} entries: ${took.audited.p50.toFixed(1)} / ${took.audited.p99.toFixed(1)} ms, without audit triggers ${took.bare.p50.toFixed(1)} / ${took.bare.p99.toFixed(1)} ms: ${ratio.toFixed(2)} ×  at most ${MOST_TIMES} ×: ${ratio <= MOST_TIMES ? 'yes' : 'NO'}`,
    );
  } finally {
    await Promise.all(hubs.map(({ close }) => close()));
    await embedded.stop();
  }
}
