import { transactAsOwner } from '@readout/db/transact.ts';
import { encodeNodeId } from '@readout/graphql/node-id.ts';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '../postgres.ts';
import { ORIGIN, PASSWORD, withIdentityHub } from './identity-hub.ts';
import {
  after,
  choice,
  choose,
  PEOPLE,
  START,
  VERBS,
  type Action,
  type SubjectState,
} from './state-model.ts';
import { nobody, openStateTrial, type StateSubject, type StateTrial } from './state-trial.ts';

/** Any: chosen so that each step is both taken and refused. */
const SEED = 8;
const identity = withIdentityHub();
let trial: StateTrial;
const cookies = new Map<string, string>();
/** How often each step was taken, and how often it was refused. */
const taken = new Map<string, number>();
const count = (what: string) => void taken.set(what, (taken.get(what) ?? 0) + 1);

beforeAll(async () => {
  const { database } = identity.hub;
  trial = await openStateTrial({
    database,
    asOwner: (write) => transactAsOwner(database, { viewer: OPERATOR, reason: 'Set up for a test' }, write),
  });
  for (const name of PEOPLE) {
    await identity.add({ email: `${name}@test.example`, name });
    cookies.set(name, await identity.cookieFor(`${name}@test.example`));
    await identity.forgetLimits();
  }
});
const idOf = (type: string, id: string) => encodeNodeId(type, { trialId: trial.trialId, id });

/** The mutation that an action is. */
async function requestOf(
  subject: StateSubject,
  given: Action,
): Promise<readonly [field: string, args: string]> {
  const { verb, reader, at, hasReason } = given;
  const reason = `reason: "${hasReason ? 'A test' : ' '}"`;
  const readId = async () => `"${idOf('Read', (await trial.readId(subject, reader, at)) ?? nobody())}"`;
  const subjectId = `"${idOf('Subject', subject.subjectId)}"`;
  const factors = `factors: { email: "${given.by}@test.example", password: "${PASSWORD}" }`;
  switch (verb) {
    case 'judge':
      return [
        'judgeImageQuality',
        `timepointId: "${idOf('Timepoint', subject.timepointIds[at] ?? '')}", imageQuality: ${given.quality}, ${reason}`,
      ];
    case 'submit':
      return [
        'submitRead',
        `input: { reviewId: "${idOf('Review', subject.reviewIds[reader] ?? '')}", timepointId: "${idOf('Timepoint', subject.timepointIds[at] ?? '')}", correctionReason: "Again", ${reason}
          ${at === 0 ? 'lesions: [{ code: "T01", role: "target" }],' : ''} findings: [{ lesion: "T01", state: "measured", longestDiameterMm: ${at > 0 && reader === 0 ? 30 : 50} }] }`,
      ];
    case 'lock':
      return ['lockRead', `readId: ${await readId()}, ${reason}`];
    case 'unlock':
      return ['unlockRead', `readId: ${await readId()}, ${reason}`];
    case 'adjudicate':
    case 'readjudicate':
      return [
        `${verb}Subject`,
        `input: { subjectId: ${subjectId}, acceptedEvaluator: READER_${reader + 1}, ${reason} }`,
      ];
    case 'signRead':
      return ['signRead', `input: { id: ${await readId()}, meaning: AUTHORSHIP, ${reason}, ${factors} }`];
    case 'signReview':
      return ['signReview', `input: { id: ${subjectId}, meaning: AGREEMENT, ${reason}, ${factors} }`];
    case 'close':
    case 'open':
      return [
        'setTrialState',
        `protocol: "READ-1", state: ${verb === 'close' ? 'CLOSED' : 'ONGOING'}, ${reason}`,
      ];
  }
}

const refusals = async (by: string, field: string) =>
  (
    await identity.query<{ trial_id: string | null }>(
      `select trial_id from audit.entry where act = 'REFUSED' and actor_id = $1 and record_id = $2`,
      [by, field],
    )
  ).map(({ trial_id }) => trial_id);

/** How many entries tell of what somebody did in the trial, what was refused left out. */
const countDone = async (by: string) =>
  (
    await identity.query<{ count: number }>(
      `select count(*)::int as count from audit.entry where trial_id = $1 and actor_id = $2 and act is distinct from 'REFUSED'`,
      [trial.trialId, by],
    )
  )[0]?.count ?? 0;

async function play(subject: StateSubject, state: SubjectState, given: Action): Promise<SubjectState> {
  const [field, args] = await requestOf(subject, given);
  const before = await refusals(given.by, field);
  const done = await countDone(given.by);
  const reply = await identity.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { host: new URL(ORIGIN).host, origin: ORIGIN, cookie: cookies.get(given.by) ?? '' },
    payload: { query: `mutation { ${field}(${args}) { __typename } }` },
  });
  const { errors } = reply.json<{
    errors?: readonly { readonly message: string; readonly extensions: object }[];
  }>();
  const expected = after(state, given);
  const what = `${JSON.stringify(given)} in ${JSON.stringify(state)}: ${JSON.stringify(errors ?? reply.statusCode)}`;
  expect(await trial.look(subject), what).toEqual(expected ?? state);
  const told = await refusals(given.by, field);
  const isStep = expected !== undefined && expected !== state;
  expect((await countDone(given.by)) > done, what).toBe(isStep);
  if (errors === undefined) {
    // What changes nothing may be answered, as a read that is locked already.
    expect(expected !== undefined || isDoneAlready(state, given), what).toBe(true);
    expect(told, what).toEqual(before);
  } else {
    expect(JSON.stringify(errors), what).not.toMatch(/INTERNAL|GRAPHQL/);
    expect(expected === undefined || expected === state, what).toBe(true);
    expect(told, what).toEqual([...before, trial.trialId]);
  }
  count(`${given.verb} ${expected === undefined ? 'refused' : 'taken'}`);
  return expected ?? state;
}

/** Whether the state that is asked for is there already, so that nothing is to be refused. */
const isDoneAlready = ({ reads, isClosed }: SubjectState, { verb, reader, at }: Action) =>
  (verb === 'lock' && reads[reader]?.[at]?.state === 'LOCKED') || (verb === 'open' && !isClosed);

// 21 CFR 11.10(f): permitted sequencing of steps and events. ICH E6(R3) 4.2.2 a(iii): each step is an entry.
test('no order of requests by anybody reaches a state that the paper does not allow, and each that is refused is on the trail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { minLength: 40, maxLength: 40 }), async (choices) => {
      const subject = await trial.enrol();
      let state = START;
      for (const each of choices) state = await play(subject, state, choose(state, each));
      // The next subject is of the same trial.
      await play(subject, state, {
        verb: 'open',
        by: 'administrator',
        reader: 0,
        at: 0,
        hasReason: true,
        quality: 'PASSED',
      });
    }),
    { seed: SEED, numRuns: 3, endOnFailure: true },
  );
  // Each step was taken somewhere, and refused somewhere.
  expect([...taken.keys()].toSorted()).toEqual(
    VERBS.flatMap((verb) => [`${verb} refused`, `${verb} taken`]).toSorted(),
  );
}, 300_000);
