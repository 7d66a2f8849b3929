import { recordAct } from '@readout/db/record-act.ts';
import { asDerivation, transact } from '@readout/db/transact.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask } from './ask.ts';
import { insertBlindedTrial, lockBlindedTrial, TREATMENTS, type BlindedTrial } from './blinded-trial.ts';

const fresh = withDatabase();
const CLAIRE: Viewer = {
  userId: 'reader1',
  sessionId: 'session 7',
  requestId: 'request 9',
  client: 'Firefox',
  zone: 'Europe/Paris',
};
let blinded: BlindedTrial;

const as = (userId: string, fields: string, variables = {}) =>
  ask(
    fresh.database,
    { userId },
    `query${fields.includes('$filter') ? ' ($filter: AuditFilter)' : ''} { trial(protocol: "ONC-1042") { ${fields} } }`,
    variables,
  );
const entriesOf = async (userId: string, filter: object, fields: string) => {
  const { data, errors } = await as(
    userId,
    `auditEntries(first: 200, filter: $filter) { edges { node { ${fields} } } }`,
    {
      filter,
    },
  );
  expect(errors).toEqual([]);
  const { auditEntries } = data?.['trial'] as {
    readonly auditEntries: {
      readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
    };
  };
  return auditEntries.edges.map(({ node }) => node);
};

/** A finding is corrected before its read is locked, the best response with it, and taken out again; the read is locked and unlocked. */
beforeAll(async () => {
  blinded = await fresh.asOwner((tx) => insertBlindedTrial(tx, { isLocked: false }));
  await fresh.asOwner((tx) =>
    tx.execute(sql`update person set name = 'Dr Claire Fontanel' where id = 'reader1'`),
  );
  const review = blinded.reviewIds.first[0];
  const ofW8 = sql`(select r.id from read r join timepoint t on t.trial_id = r.trial_id and t.id = r.timepoint_id where r.review_id = ${review} and t.code = 'W8')`;
  await transact(
    fresh.database,
    { viewer: CLAIRE, reason: 'Digits transposed when the read was entered' },
    async (tx) => {
      await tx.execute(sql`update finding set longest_diameter_mm = 24 where read_id = ${ofW8}`);
      await asDerivation(tx, async () => {
        await tx.execute(sql`update timepoint_response set sum = 24, overall = 'SD' where read_id = ${ofW8}`);
        await tx.execute(
          sql`update best_response set best = 'SD', best_change_percent = -40 where review_id = ${review}`,
        );
      });
    },
  );
  await transact(fresh.database, { viewer: CLAIRE, reason: 'The lesion is none' }, (tx) =>
    tx.execute(sql`delete from finding where read_id = ${ofW8}`),
  );
  await fresh.asOwner(lockBlindedTrial);
  await transact(fresh.database, { viewer: { userId: 'manager' }, reason: 'The reader asks for it' }, (tx) =>
    tx.execute(sql`update read set state = 'SUBMITTED' where id = ${ofW8}`),
  );
});

describe('the sentence of an entry', () => {
  test('names lesion, timepoint, what was and what is, with the unit', async () => {
    const [change] = await entriesOf(
      'auditor',
      { subject: '1042-001', record: 'finding', action: 'UPDATE' },
      'sentence reason subject path changesBest fields { name label unit before after } actorName actorRoles zone sessionId requestId client charterVersion appVersion siblings { record } act',
    );
    expect(change).toMatchObject({
      sentence: 'Dr Claire Fontanel changed lesion T01 at W8: longest diameter 30 mm → 24 mm',
      reason: 'Digits transposed when the read was entered',
      subject: '1042-001',
      path: '/trial/ONC-1042/subject/1042-001?evaluator=READER_1&timepoint=W8#why',
      changesBest: true,
      fields: [
        {
          name: 'longest_diameter_mm',
          label: 'longest diameter',
          unit: 'mm',
          before: '30 mm',
          after: '24 mm',
        },
      ],
      actorRoles: ['READER'],
      zone: 'Europe/Paris',
      sessionId: 'session 7',
      requestId: 'request 9',
      client: 'Firefox',
      charterVersion: 1,
      siblings: [{ record: 'timepoint_response' }, { record: 'best_response' }],
      act: null,
    });
  });

  test('is written for every kind of record that the trial has, and none shows an id', async () => {
    const entries = await entriesOf('auditor', { subject: '1042-001' }, 'record action sentence');
    const sentences = entries.map(({ sentence }) => String(sentence));
    for (const sentence of [
      'Readout, at the command line enrolled subject 1042-001',
      'Readout, at the command line opened the review of subject 1042-001 by reader 1',
      'Readout, at the command line assigned Dr Claire Fontanel as reader 1',
      'Readout, at the command line identified lesion T01 (target, liver) at BL',
      'Readout, at the command line recorded lesion T01 at W8: measured, longest diameter 30 mm',
      'Readout, at the command line entered the read of W8 of reader 1, submitted',
      'Readout, at the command line locked the read of W8 of reader 1',
      'manager re-opened the read of W8 of reader 1',
      'Readout derived the best response of reader 1 by RECIST 1.1 again: best response PR → SD, best change −62 % → −40 %, for Dr Claire Fontanel',
      'Readout derived the response at W8 of reader 1 by RECIST 1.1 again: tumour burden 30 mm → 24 mm, timepoint response PR → SD, for Dr Claire Fontanel',
      'Readout derived a tumour burden of 40 mm at BL of reader 1 by RECIST 1.1 (engine 1), for Readout, at the command line',
      'Dr Claire Fontanel deleted the finding of lesion T01 at W8',
    ])
      expect(sentences).toContain(sentence);
    expect(sentences.filter((each) => /[\da-f]{8}-[\da-f]{4}-|undefined|null|_/.test(each))).toEqual([]);
  });

  test('of what belongs to no subject too', async () => {
    const sentences = (await entriesOf('auditor', {}, 'sentence subject'))
      .filter(({ subject }) => subject === null)
      .map(({ sentence }) => sentence);
    expect(sentences).toContain('Readout, at the command line adopted version 1 of the charter');
    expect(sentences).toContain('Readout, at the command line granted the role auditor of auditor');
    expect(sentences).toContain('Readout, at the command line added site 701');
    expect(sentences).toContain('Readout, at the command line set up trial ONC-1042');
  });
});

describe('a list of entries', () => {
  test('is paged by number, newest first, either way round', async () => {
    const page = async (args: string) => {
      const { data, errors } = await as(
        'auditor',
        `auditEntries(${args}) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { number } } }`,
      );
      expect(errors).toEqual([]);
      return (data?.['trial'] as { readonly auditEntries: Page }).auditEntries;
    };
    const first = await page('first: 3');
    const numbers = first.edges.map(({ node }) => node.number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(second.edges[0]?.node.number).toBeLessThan(numbers[2] ?? 0);
    const back = await page(`last: 3, before: "${second.pageInfo.startCursor}"`);
    expect(back.edges).toEqual(first.edges);
    expect(back.pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: true });
  });

  test('is found by person, day, text and act, and counted', async () => {
    const count = async (filter: object) => (await entriesOf('auditor', filter, 'number')).length;
    expect(await count({ person: 'reader1' })).toBe(4);
    expect(await count({ act: 'UNLOCK' })).toBe(1);
    expect(await count({ action: 'DELETE' })).toBe(1);
    expect(await count({ text: 'digits TRANSPOSED' })).toBe(3);
    expect(await count({ text: '%' })).toBe(0);
    expect(await count({ person: 'reader1', from: '2020-01-01', to: '2020-12-31' })).toBe(0);
    const { data } = await as('auditor', 'auditEntries(filter: $filter) { totalCount isCountExact }', {
      filter: { person: 'reader1' },
    });
    expect(data).toMatchObject({ trial: { auditEntries: { totalCount: 4, isCountExact: true } } });
  });

  test('takes eight statements at most, however many entries and names it shows', async () => {
    const fields =
      'totalCount edges { node { sentence subject path changesBest fields { label before after } siblings(first: 10) { number } actorName reason } }';
    const few = await as('auditor', `auditEntries(first: 2) { ${fields} }`);
    const many = await as('auditor', `auditEntries(first: 100) { ${fields} }`);
    expect([...few.errors, ...many.errors]).toEqual([]);
    expect(many.statements.length).toBeLessThanOrEqual(8);
    expect(many.statements.length).toBeLessThanOrEqual(few.statements.length + 1);
    expect(many.statements.filter((each) => /\boffset\b/i.test(each))).toEqual([]);
  });

  test('refuses a cursor that is none', async () => {
    const { errors } = await as('auditor', 'auditEntries(first: 2, after: "1; drop table") { totalCount }');
    expect(errors).toMatchObject([{ code: 'BAD_INPUT' }]);
  });
});

test('a read has a history with its findings and responses, those that are gone included', async () => {
  const { data } = await ask(
    fresh.database,
    { userId: 'auditor' },
    '{ subject(protocol: "ONC-1042", number: "1042-001") { reviews { evaluator reads { id timepoint { code } } lesions { id } } } }',
  );
  const { reviews } = data?.['subject'] as { readonly reviews: readonly ReviewOf[] };
  const review = reviews.find(({ evaluator }) => evaluator === 'READER_1');
  const read = review?.reads.find(({ timepoint }) => timepoint.code === 'W8');
  const history = async (record: string, recordId: string) => {
    const { data: found, errors } = await as(
      'auditor',
      `history(record: "${record}", recordId: "${recordId}") { edges { node { record action } } }`,
    );
    expect(errors).toEqual([]);
    const { edges } = (found?.['trial'] as { readonly history: HistoryOf }).history;
    return edges.map(({ node }) => `${node.record} ${node.action}`);
  };
  expect(await history('read', read?.id ?? '')).toEqual([
    'read UPDATE',
    'read UPDATE',
    'finding DELETE',
    'timepoint_response UPDATE',
    'finding UPDATE',
    'timepoint_response INSERT',
    'finding INSERT',
    'read INSERT',
  ]);
  expect(await history('lesion', review?.lesions[0]?.id ?? '')).toEqual([
    'finding DELETE',
    'finding UPDATE',
    'finding INSERT',
    'finding INSERT',
    'lesion INSERT',
  ]);
  expect(await history('read', 'nothing of ours')).toEqual([]);
});

describe('who may see entries', () => {
  const whole = `auditEntries(first: 500) { edges { node { sentence before after fields { before after } siblings(first: 20) { sentence before after } } } }`;

  test('nobody blinded finds an arm or a drug in any entry, its sentence or its siblings', async () => {
    for (const userId of ['auditor', 'manager', 'sponsor', 'reader1']) {
      const { data } = await as(userId, whole);
      const text = JSON.stringify(data);
      for (const secret of [...TREATMENTS, '"record":"subject_arm"']) expect(text).not.toContain(secret);
      expect(/arm_id|arm of subject|was given/.test(text)).toBe(false);
    }
    // Where arms may be seen, the same question finds them.
    await fresh.asOwner((tx) =>
      tx.execute(sql`update trial set is_blinded = false where protocol = 'ONC-1042'`),
    );
    expect(JSON.stringify((await as('auditor', whole)).data)).toContain('the arm of subject 1042-001');
  });

  test('a reader sees no entries of the trial, another sponsor not even the trial', async () => {
    expect((await as('reader1', whole)).data).toEqual({ trial: { auditEntries: { edges: [] } } });
    expect((await as('stranger', whole)).data).toEqual({ trial: null });
  });

  test("acts on accounts are one's own, and those of the people whom one audits", async () => {
    await recordAct(fresh.database, CLAIRE, {
      act: 'SIGN_IN',
      record: 'session',
      recordId: 'session 7',
      reason: 'Signed in with a password',
    });
    const signIns = async (userId: string) => {
      const { data, errors } = await ask(
        fresh.database,
        { userId },
        '{ accountEntries(filter: { act: SIGN_IN }) { totalCount edges { node { sentence act subject path } } } }',
      );
      expect(errors).toEqual([]);
      return data;
    };
    const seen = {
      accountEntries: {
        totalCount: 1,
        edges: [
          { node: { sentence: 'Dr Claire Fontanel signed in', act: 'SIGN_IN', subject: null, path: null } },
        ],
      },
    };
    expect(await signIns('reader1')).toEqual(seen);
    expect(await signIns('auditor')).toEqual(seen);
    expect(await signIns('sponsor')).toEqual({ accountEntries: { totalCount: 0, edges: [] } });
    expect(await signIns('stranger')).toEqual({ accountEntries: { totalCount: 0, edges: [] } });
  });
});

interface Page {
  readonly pageInfo: { readonly startCursor: string; readonly endCursor: string };
  readonly edges: readonly { readonly node: { readonly number: number } }[];
}
interface ReviewOf {
  readonly evaluator: string;
  readonly reads: readonly { readonly id: string; readonly timepoint: { readonly code: string } }[];
  readonly lesions: readonly { readonly id: string }[];
}
interface HistoryOf {
  readonly edges: readonly { readonly node: { readonly record: string; readonly action: string } }[];
}
