import { makeTicket, type Viewer } from '@readout/db/viewer.ts';
import type { OpenHub } from '@readout/server/open-hub.ts';
import { timeInTurn, type Duration } from './duration.ts';

const ROUNDS = 40;
const WARM_UPS = 5;

const ENTRIES = `totalCount isCountExact pageInfo { hasNextPage endCursor } edges { node { id number recordedAt actorName sentence reason } }`;

/** What a person does on the audit page of a trial, as GraphQL arguments. */
const PAGES: Readonly<Record<string, (sample: Sample) => string>> = {
  'the newest 50': () => 'first: 50',
  'of one subject': ({ subject }) => `first: 50, filter: { subject: "${subject}" }`,
  'of one person': ({ person }) => `first: 50, filter: { person: "${person}" }`,
  'of one row': ({ record, recordId }) =>
    `first: 50, filter: { record: "${record}", recordId: "${recordId}" }`,
  'of one kind of row': () => 'first: 50, filter: { record: "finding" }',
  'of one act': () => 'first: 50, filter: { act: LOCK }',
  'of one month': ({ day }) => `first: 50, filter: { from: "${day}-01", to: "${day}-28" }`,
  'of changes alone': () => 'first: 50, filter: { action: UPDATE }',
  'deep in the trail': ({ cursor }) => `first: 50, after: "${cursor}"`,
};

interface Sample {
  readonly subject: string;
  readonly person: string;
  readonly record: string;
  readonly recordId: string;
  /** Year and month. */
  readonly day: string;
  readonly cursor: string;
}

export interface AuditQuestion {
  readonly name: string;
  readonly asked: Duration;
  /** One entry by its key, as the same viewer: the least that any of them may cost. */
  readonly yardstick: Duration;
}

/** Asks for pages and proofs of a trial's trail over HTTP, each in turn with one entry by its key. */
export async function* measureAuditQuestions(
  { database }: OpenHub,
  asked: {
    readonly url: string;
    readonly token: string;
    readonly protocol: string;
    readonly personId: string;
    readonly trialId: string;
  },
): AsyncGenerator<AuditQuestion> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${asked.token}` };
  const ask = async <Data>(query: string): Promise<Data> => {
    const response = await fetch(asked.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { data, errors } = (await response.json()) as { readonly data: Data; readonly errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const page = (parameters: string) =>
    `{ trial(protocol: "${asked.protocol}") { auditEntries(${parameters}) { ${ENTRIES} } } }`;
  const sample = await pickSample(asked.trialId, { database });
  const viewer: Viewer = { userId: asked.personId, trialIds: [asked.trialId] };
  const { rows } = await database.owner.query<{ number: string }>(
    'select max(number) / 2 as number from audit.entry',
  );
  const oneEntry = async () => {
    const client = await database.app.connect();
    try {
      await Promise.all([
        client.query('begin read only'),
        client.query("select set_config('readout.ticket', $1, true)", [makeTicket(database, viewer)]),
        client.query('select number, record, after from audit.entry where number = $1', [rows[0]?.number]),
        client.query('commit'),
      ]);
    } finally {
      client.release();
    }
  };
  const measure = async (name: string, work: () => Promise<unknown>): Promise<AuditQuestion> => {
    const [took, yardstick] = await timeInTurn([work, oneEntry], { rounds: ROUNDS, warmUps: WARM_UPS });
    if (took === undefined || yardstick === undefined) throw new Error('Nothing was timed.');
    return { name, asked: took, yardstick };
  };
  for (const [name, parameters] of Object.entries(PAGES))
    yield await measure(`page ${name}`, () => ask(page(parameters(sample))));
  const numbers = await listNumbers(ask, page(PAGES['deep in the trail']?.(sample) ?? ''));
  let at = 0;
  yield await measure('proof of an entry', () =>
    ask(
      `{ trial(protocol: "${asked.protocol}") { auditEntry(number: ${numbers[at++ % numbers.length]}) { proof { leaf openings inclusion size checkpoint } } } }`,
    ),
  );
}

async function listNumbers(
  ask: <Data>(query: string) => Promise<Data>,
  query: string,
): Promise<readonly string[]> {
  const { trial } = await ask<{
    readonly trial: {
      readonly auditEntries: { readonly edges: readonly { readonly node: { readonly number: string } }[] };
    };
  }>(query);
  return trial.auditEntries.edges.map(({ node }) => node.number);
}

async function pickSample(trialId: string, { database }: Pick<OpenHub, 'database'>): Promise<Sample> {
  const { rows } = await database.owner.query<Sample>(
    `select s.number as subject, e.actor_id as person, e.record, e.record_id as "recordId", to_char(e.recorded_at, 'YYYY-MM') as day,
       e.number::text as cursor
     from audit.entry e join subject s on s.trial_id = e.trial_id and s.id = e.subject_id
     where e.trial_id = $1 and e.number > (select max(number) / 2 from audit.entry) order by e.number limit 1`,
    [trialId],
  );
  if (rows[0] === undefined) throw new Error('The trail has no entry about a subject.');
  return rows[0];
}
