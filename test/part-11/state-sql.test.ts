import { makeTicket } from '@readout/db/viewer.ts';
import { transact } from '@readout/db/transact.ts';
import { adjudicateSubject } from '@readout/graphql/adjudication/adjudicate-subject.ts';
import { readjudicateSubject } from '@readout/graphql/adjudication/readjudicate-subject.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { unlockRead } from '@readout/graphql/read/unlock-read.ts';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { readOf } from '../graphql/read-trial.ts';
import { withDatabase } from '../postgres.ts';
import { ATTACKS, CLOSED_ATTACKS, type AttackIds } from './state-attack.ts';
import {
  after,
  choice,
  choose,
  CODES,
  PEOPLE,
  START,
  VERBS,
  type Action,
  type SubjectState,
} from './state-model.ts';
import { nobody, openStateTrial, type StateSubject, type StateTrial } from './state-trial.ts';

/** Any: chosen so that each step is both taken and refused. */
const SEED = 357;
const db = withDatabase();
let trial: StateTrial;
const taken = new Set<string>();
beforeAll(async () => {
  trial = await openStateTrial(db);
});

/** Statements in one transaction of the application's role, with somebody's ticket. @returns the error, when they are refused */
async function run(by: string, reason: string, statements: string): Promise<Error | undefined> {
  const client = await db.database.writer.connect();
  try {
    await client.query('begin');
    await client.query(
      "select set_config('readout.ticket', $1, true), set_config('readout.reason', $2, true)",
      [makeTicket(db.database, { userId: by }), reason],
    );
    await client.query(statements);
    await client.query('commit');
    return undefined;
  } catch (error) {
    await client.query('rollback');
    return error as Error;
  } finally {
    client.release();
  }
}

async function idsOf(subject: StateSubject, { reader, at }: Action): Promise<AttackIds> {
  const { reviewIds, timepointIds, subjectId } = subject;
  const [read, otherRead] = [
    await trial.readId(subject, reader, at),
    await trial.readId(subject, 1 - reader, at),
  ];
  return {
    trial: trial.trialId,
    subject: subjectId,
    otherSubject: trial.subjectId,
    review: reviewIds[reader] ?? '',
    otherReview: reviewIds[1 - reader] ?? '',
    timepoint: timepointIds[at] ?? '',
    later: timepointIds[(at + 1) % 3] ?? '',
    read: read ?? nobody(),
    otherRead: otherRead ?? nobody(),
  };
}

/** A step that the paper allows, as the hub takes it. */
async function take(subject: StateSubject, { verb, by, reader, at, quality }: Action): Promise<void> {
  const { trialId } = trial;
  const ids = await idsOf(subject, { verb, by, reader, at, quality, hasReason: true });
  const as = (write: Parameters<typeof transact>[2]) =>
    transact(db.database, { viewer: { userId: by }, reason: 'A step' }, write);
  const of = {
    ...trial,
    reviewIds: { THIS: ids.review },
    timepointIds: { [CODES[at] ?? '']: ids.timepoint },
  };
  const decision = {
    trialId,
    subjectId: subject.subjectId,
    acceptedEvaluator: reader === 0 ? ('READER_1' as const) : ('READER_2' as const),
    reason: 'Clear',
  };
  switch (verb) {
    case 'submit': {
      const read = readOf(of, 'THIS', CODES[at] ?? '', at > 0 && reader === 0 ? 30 : 50);
      await as((tx) => submitReads(tx, { trialId, reads: [{ ...read, correctionReason: 'Again' }] }));
      return;
    }
    case 'lock':
      return void (await as((tx) => lockReads(tx, { trialId, readIds: [ids.read] })));
    case 'unlock':
      return void (await as((tx) => unlockRead(tx, { trialId, readId: ids.read })));
    case 'adjudicate':
      return void (await as((tx) => adjudicateSubject(tx, decision)));
    case 'readjudicate':
      return void (await as((tx) => readjudicateSubject(tx, decision)));
    case 'signRead':
      return void (await trial.signRead(by, ids.read));
    case 'signReview':
      return void (await trial.sign(by, { record: 'review', recordId: subject.subjectId }, 'AGREEMENT'));
    case 'judge':
    case 'close':
    case 'open':
      expect(
        await run(by, 'A step', statementOf(ids, { verb, by, reader, at, quality, hasReason: true })),
      ).toBeUndefined();
  }
}

/** The bare statement of a step. */
function statementOf(ids: AttackIds, { verb, quality }: Action): string {
  switch (verb) {
    case 'judge':
      return `update timepoint set image_quality = '${quality}' where id = '${ids.timepoint}'`;
    case 'submit':
      return `insert into read (trial_id, id, review_id, timepoint_id, version, state, correction_reason)
        select '${ids.trial}', gen_random_uuid(), '${ids.review}', '${ids.timepoint}', coalesce(max(version), 0) + 1, 'SUBMITTED', 'Again' from read where review_id = '${ids.review}' and timepoint_id = '${ids.timepoint}'`;
    case 'lock':
    case 'signRead':
      return `update read set state = 'LOCKED' where id = '${ids.read}'`;
    case 'unlock':
      return `update read set state = 'SUBMITTED' where id = '${ids.read}' and state = 'LOCKED'`;
    case 'adjudicate':
      return `insert into adjudication (trial_id, id, subject_id, accepted_review_id, reason) values ('${ids.trial}', gen_random_uuid(), '${ids.subject}', '${ids.review}', 'Clear')`;
    case 'readjudicate':
      return `select private.readjudicate('${ids.trial}', '${ids.subject}', '${ids.review}', 'Clear')`;
    case 'signReview':
      return `select private.sign('${ids.trial}', 'review', '${ids.subject}', 'AGREEMENT', null, null)`;
    case 'close':
    case 'open':
      return `update trial set state = '${verb === 'close' ? 'CLOSED' : 'ONGOING'}' where id = '${ids.trial}'`;
  }
}

/** A digest of all that has states, and how many entries there are. */
async function digest(): Promise<unknown> {
  const { rows } = await db.database.owner.query(
    `select (select count(*) from audit.entry) as entries, ${[
      ...[
        'trial',
        'charter',
        'subject',
        'subject_event',
        'timepoint',
        'lesion',
        'read',
        'finding',
        'timepoint_response',
        'best_response',
        'adjudication',
        'signature',
        'private.state_step',
      ],
    ]
      .map(
        (tab, n) =>
          `(select md5(coalesce(string_agg(r::text, '' order by r::text), '')) from ${tab} r) as d${n}`,
      )
      .join(', ')}`,
  );
  return rows[0];
}

async function step(subject: StateSubject, state: SubjectState, given: Action): Promise<SubjectState> {
  const expected = after(state, given);
  const isStep = expected !== undefined && expected !== state;
  const what = `${JSON.stringify(given)} in ${JSON.stringify(state)}`;
  const before = await digest();
  if (isStep) await take(subject, given);
  else {
    const statement = statementOf(await idsOf(subject, given), given);
    const error = await run(given.by, given.hasReason ? 'A step' : ' ', statement);
    expect(await digest(), `${what}: ${String(error)}`).toEqual(before);
  }
  expect(await trial.look(subject), what).toEqual(expected ?? state);
  taken.add(`${given.verb} ${expected === undefined ? 'refused' : 'taken'}`);
  return expected ?? state;
}

async function attack(subject: StateSubject, state: SubjectState, which: number): Promise<void> {
  const attacks = Object.entries(state.isClosed ? { ...ATTACKS, ...CLOSED_ATTACKS } : ATTACKS);
  const [name, statement] = attacks[which % attacks.length] ?? [];
  if (name === undefined || statement === undefined) throw new Error('There is no attack.');
  const by = PEOPLE[Math.floor(which / attacks.length) % PEOPLE.length] ?? '';
  const target = { reader: Math.floor(which / 7) % 2, at: Math.floor(which / 3) % 3 };
  const ids = await idsOf(subject, { ...target, verb: 'lock', by, quality: 'PASSED', hasReason: true });
  const before = await digest();
  const error = await run(by, 'An attack', statement(ids));
  expect(await digest(), `${by}: ${name} in ${JSON.stringify(state)}: ${String(error)}`).toEqual(before);
}

// 21 CFR 11.10(f), and FDA's imaging endpoint process standards: a locked read refuses change by any path.
test('no SQL of the application, in any order and by anybody, reaches a state that the paper does not allow', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(choice, fc.nat(), fc.nat()), { minLength: 40, maxLength: 40 }),
      async (choices) => {
        const subject = await trial.enrol();
        let state = START;
        for (const [chosen, ...attacks] of choices) {
          state = await step(subject, state, choose(state, chosen));
          for (const which of attacks) await attack(subject, state, which);
        }
        const open: Action = {
          verb: 'open',
          by: 'administrator',
          reader: 0,
          at: 0,
          quality: 'PASSED',
          hasReason: true,
        };
        await step(subject, state, open);
      },
    ),
    { seed: SEED, numRuns: 3, endOnFailure: true },
  );
  expect([...taken].toSorted()).toEqual(
    VERBS.flatMap((verb) => [`${verb} refused`, `${verb} taken`]).toSorted(),
  );
}, 300_000);

// Each attack at its mark: a subject wholly read, locked, adjudicated and signed, by each person there is.
test('nothing of a subject that is locked, adjudicated and signed is changed by SQL of anybody, nor anything in a closed trial', async () => {
  const subject = await trial.enrol();
  let state = START;
  const act = async (verb: Action['verb'], by: string, reader = 0, at = 0) => {
    state = await step(subject, state, { verb, by, reader, at, quality: 'PASSED', hasReason: true });
  };
  for (const at of [0, 1]) {
    await act('judge', 'manager', 0, at);
    for (const [reader, by] of ['reader1', 'reader2'].entries()) {
      await act('submit', by, reader, at);
      await act('signRead', by, reader, at);
    }
  }
  await act('unlock', 'manager', 1, 1);
  await act('submit', 'reader2', 1, 1);
  await act('signRead', 'reader2', 1, 1);
  await act('adjudicate', 'adjudicator');
  await act('signReview', 'monitor');
  const every = async (attacks: typeof ATTACKS) => {
    const before = await digest();
    const statements = await Promise.all(
      [0, 1].map(async (reader) => {
        const ids = await idsOf(subject, {
          verb: 'lock',
          by: '',
          reader,
          at: 1,
          quality: 'PASSED',
          hasReason: true,
        });
        return Object.values(attacks).map((each) => each(ids));
      }),
    );
    const changed: string[] = [];
    for (const [n, by] of PEOPLE.entries())
      for (const statement of statements[n % 2] ?? [])
        if ((await run(by, 'An attack', statement)) === undefined) changed.push(`${by}: ${statement}`);
    // Row-level security leaves statements without rows, which then change nothing.
    expect(await digest(), changed.join('\n')).toEqual(before);
  };
  await every(ATTACKS);
  await act('close', 'administrator');
  await every(CLOSED_ATTACKS);
  await act('open', 'administrator');
}, 300_000);
