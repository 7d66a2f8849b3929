import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@readout/db/database.ts';
import { recordAct } from '@readout/db/record-act.ts';
import { redactEntry } from '@readout/db/redact-entry.ts';
import { site, trial } from '@readout/db/table/trial.ts';
import { transact, transactAsOwner } from '@readout/db/transact.ts';
import { signClaim } from '@readout/db/viewer.ts';
import { verifierKeyOf, verifierKeyText } from '@readout/ledger/checkpoint.ts';
import { verifyExport } from '@readout/ledger/verify.ts';
import { refuseUnwitnessed } from '@readout/server/audit/refuse-unwitnessed.ts';
import { exportTrail } from '@readout/server/audit/trail-export.ts';
import { verifyTrail } from '@readout/server/audit/verify-trail.ts';
import { sealNow } from '@readout/server/job/seal.ts';
import { eq, sql } from 'drizzle-orm';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { asMigration, openFreshDatabase, OPERATOR, SECRET } from '../postgres.ts';

const CONFIG = {
  ledgerName: 'readout.test/audit',
  ledgerKey: new Uint8Array(32).fill(7),
  witnessedPath: undefined,
};
const KEY = verifierKeyOf(CONFIG.ledgerName, CONFIG.ledgerKey);
const TRIAL = '0190f000-0000-7000-8000-000000000001';
const SITES = Array.from({ length: 30 }, () => randomUUID());

let templateName = '';
const serverUrl = () => inject('postgresUrl');
const urlOf = (name: string) => serverUrl().replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
const onServer = async (statement: string, name?: string): Promise<void> => {
  const client = new pg.Client({ connectionString: name === undefined ? serverUrl() : urlOf(name) });
  await client.connect();
  await client.query(statement).finally(() => client.end());
};

/** A sealed trail of a trial with 30 sites, some 400 acts and a data manager's changes; each test has a copy. */
beforeAll(async () => {
  const database = await openFreshDatabase();
  templateName = new URL(database.url.replace('@/', '@x/')).pathname.slice(1);
  await transact(database, { viewer: OPERATOR, reason: 'A trial to test on' }, async (tx) => {
    const made = {
      id: TRIAL,
      new_sponsor_id: randomUUID(),
      membership_ids: [randomUUID(), randomUUID()],
      protocol: 'TEST-1',
      title: 'Trial of the trail',
      is_blinded: true,
      is_randomised: true,
      state: 'ONGOING',
      origin: 'HUB',
    };
    await tx.execute(sql`select private.open_trial(${JSON.stringify(made)}::jsonb, 'Sponsor of the test')`);
    await tx
      .insert(site)
      .values(
        SITES.map((id, at) => ({
          trialId: TRIAL,
          id,
          code: `S${at}`,
          name: `Hospital ${at}`,
          country: 'DEU',
        })),
      )
      .execute();
  });
  await sealNow({ database, config: CONFIG }, 'REQUEST');
  for (let at = 0; at < 400; at += 1)
    await recordAct(database, OPERATOR, {
      act: 'VIEW',
      record: 'trial',
      recordId: TRIAL,
      trialId: at % 3 === 0 ? undefined : TRIAL,
      details: { page: at, width: 1.5 },
      reason: `Looked at page ${at}`,
    });
  await transact(database, { viewer: OPERATOR, reason: 'The name of a patient slipped in' }, (tx) =>
    tx.update(site).set({ name: 'Jane Doe' }).where(eq(site.id, SITES[3]!)).execute(),
  );
  await transact(database, { viewer: OPERATOR, reason: 'Put right' }, (tx) =>
    tx.update(site).set({ name: 'Hospital 3' }).where(eq(site.id, SITES[3]!)).execute(),
  );
  await transactAsOwner(database, { viewer: OPERATOR, reason: 'Closed' }, (tx) =>
    tx.delete(site).where(eq(site.id, SITES[9]!)).execute(),
  );
  await sealNow({ database, config: CONFIG }, 'REQUEST');
  await database.close();
});
afterAll(() => onServer(`drop database ${templateName}`));

async function withCopy<Answer>(
  work: (database: Database, name: string) => Promise<Answer>,
): Promise<Answer> {
  const name = `copy_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${templateName}`);
  const database = await openDatabase({ databaseUrl: urlOf(name), secret: SECRET });
  try {
    return await work(database, name);
  } finally {
    await database.close();
    await onServer(`drop database ${name}`);
  }
}

/** What a superuser can do: switch the triggers off, change, switch them on. */
const asSuperuser = (database: Database, ...statements: readonly string[]) =>
  database.owner.query(`
    set readout.migration = '${signClaim(database, OPERATOR, { migration: true })}';
    do $$ declare t regclass; begin
      for t in select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('audit', 'public') and c.relkind in ('r', 'p') loop
        execute format('alter table %s disable trigger user', t); end loop; end $$;
    ${statements.join(';')};
    do $$ declare t regclass; g text; begin
      for t, g in select tgrelid::regclass, tgname from pg_trigger where not tgisinternal and tgparentid = 0 loop
        execute format('alter table %s enable always trigger %I', t, g); end loop; end $$;
    reset readout.migration;`);

const faultAfter = (...statements: readonly string[]) =>
  withCopy(async (database) => {
    await asSuperuser(database, ...statements);
    return (await verifyTrail(database, [KEY])).fault;
  });

const exported = (database: Database, protocol?: string): Promise<string[]> =>
  (async () => {
    const { note } = await sealNow({ database, config: CONFIG }, 'EXPORT');
    const client = await database.owner.connect();
    await client.query('begin');
    const lines: string[] = [];
    for await (const text of exportTrail(client, CONFIG, {
      trial: protocol === undefined ? undefined : { id: TRIAL, protocol },
      note,
    }))
      lines.push(...text.split(/(?<=\n)/));
    await client.query('rollback');
    client.release();
    return lines;
  })();

const verifyLines = (lines: readonly string[]) =>
  verifyExport(
    (async function* () {
      yield Buffer.from(lines.join(''));
    })(),
    { key: verifierKeyText(KEY) },
  );

const AT_200 = '(select entry_number from audit.leaf where index = 200)';

// 21 CFR 11.10(a): invalid or altered records are discerned. 11.10(c), (e).
describe('readout audit verify', () => {
  test('finds nothing on a trail that nobody touched', async () => {
    await withCopy(async (database) => {
      expect(await verifyTrail(database, [KEY])).toMatchObject({ fault: null, uncovered: 0, redactions: 0 });
    });
  });

  test('names the entry of which one byte was flipped', async () => {
    const fault = await faultAfter(
      `update audit.entry set after = jsonb_set(after, '{width}', '1.4') where number = ${AT_200}`,
    );
    expect(fault).toMatchObject({ kind: 'CHANGED', index: 200 });
    expect(
      await faultAfter(`update audit.entry set actor_name = 'Somebody else' where number = ${AT_200}`),
    ).toMatchObject({ kind: 'CHANGED', index: 200 });
    expect(
      await faultAfter(`update audit.entry set reason = reason || '.' where number = ${AT_200}`),
    ).toMatchObject({ kind: 'CHANGED', index: 200 });
    expect(
      await faultAfter(
        `update audit.entry set recorded_at = recorded_at + interval '1 microsecond' where number = ${AT_200}`,
      ),
    ).toMatchObject({ kind: 'CHANGED', index: 200 });
    expect(
      await faultAfter(`update audit.leaf set content = replace(content, '1.5', '1.4') where index = 200`),
    ).toMatchObject({ kind: 'CHANGED', index: 200 });
  });

  test('finds an entry that was changed with its leaf and hash, by the hashes over it', async () => {
    const forge = (index: number) => [
      `update audit.entry set actor_name = 'Somebody else' where number = (select entry_number from audit.leaf where index = ${index})`,
      `update audit.leaf set content = regexp_replace(content, '"actorName":"[^"]*"', '"actorName":"Somebody else"') where index = ${index}`,
      `update audit.leaf set hash = sha256('\\x00'::bytea || convert_to(content, 'UTF8')) where index = ${index}`,
    ];
    expect(await faultAfter(...forge(200))).toMatchObject({
      kind: 'CHECKPOINT',
      index: 0,
      sentence: expect.stringContaining('index 0 to 255') as string,
    });
    expect((await faultAfter(...forge(300)))?.kind).toBe('CHECKPOINT');
  });

  test('names the first entry that was deleted, inserted or reordered', async () => {
    expect(await faultAfter(`delete from audit.entry where number = ${AT_200}`)).toMatchObject({
      kind: 'DELETED',
      index: 200,
    });
    expect(
      await faultAfter(
        `delete from audit.entry where number = ${AT_200}`,
        'delete from audit.leaf where index = 200',
      ),
    ).toMatchObject({ kind: 'DELETED', index: 200 });
    expect(
      await faultAfter(
        `insert into audit.entry (record, record_id, action, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction) select record, record_id, action, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction from audit.entry where number = ${AT_200}`,
      ),
    ).toMatchObject({ kind: 'INSERTED' });
    expect(
      await faultAfter(
        'update audit.leaf set index = -1 where index = 200',
        'update audit.leaf set index = 200 where index = 201',
        'update audit.leaf set index = 201 where index = -1',
      ),
    ).toMatchObject({ kind: 'REORDERED', index: 200 });
    expect(
      await faultAfter(
        'delete from audit.entry where number > 330',
        'delete from audit.leaf where entry_number > 330',
      ),
    ).toMatchObject({ kind: 'DELETED' });
  });

  test('names a checkpoint that was changed, and a value that was erased without a redaction', async () => {
    expect(
      await faultAfter(`update audit.checkpoint set note = replace(note, 'readout.test', 'readout.best')`),
    ).toMatchObject({ kind: 'CHECKPOINT' });
    expect(
      await faultAfter(
        `update audit.entry set reason = '[redacted]' where number = ${AT_200}`,
        `update audit.leaf set salts = salts || '{"reason":null}' where index = 200`,
      ),
    ).toMatchObject({ kind: 'ERASED', index: 200 });
  });

  test('names a row that was changed, inserted or deleted past the trail', async () => {
    expect(
      (await faultAfter(`update site set country = 'FRA' where id = '${SITES[5]!}'`))?.sentence,
    ).toContain(`${SITES[5]!} of site was changed past the trail: country`);
    expect((await faultAfter(`delete from site where id = '${SITES[5]!}'`))?.sentence).toContain(
      'was deleted past the trail',
    );
    expect(
      (
        await faultAfter(
          `insert into site (trial_id, id, code, country) values ('${TRIAL}', '${randomUUID()}', 'X', 'DEU')`,
        )
      )?.sentence,
    ).toContain('was inserted past the trail');
    expect(
      (
        await faultAfter(
          `insert into site (trial_id, id, code, country) values ('${TRIAL}', '${SITES[9]!}', 'S9', 'DEU')`,
        )
      )?.sentence,
    ).toContain('was inserted past the trail');
  });

  test('takes a column that is newer than a row for its default alone', async () => {
    await withCopy(async (database) => {
      await asMigration(database, (client) =>
        client.query(`alter table site add column beds integer default 10, add column wing text`),
      );
      expect((await verifyTrail(database, [KEY])).fault).toBeNull();
      await asSuperuser(database, `update site set wing = 'north' where id = '${SITES[2]!}'`);
      expect((await verifyTrail(database, [KEY])).fault?.sentence).toContain('wing');
    });
  });
});

describe('an exported trail', () => {
  test('is verified without the database, whole or of one trial, and names what was changed in it', async () => {
    await withCopy(async (database) => {
      const whole = await exported(database);
      expect(await verifyLines(whole)).toMatchObject({ isSound: true, skipped: 0, checkpoints: 2 });
      const trialOnly = await exported(database, 'TEST-1');
      const verdict = await verifyLines(trialOnly);
      expect(verdict).toMatchObject({ isSound: true, header: { trial: 'TEST-1' } });
      expect(verdict.skipped).toBeGreaterThan(100);
      const line = trialOnly.findIndex((each) => each.includes('"page":200'));
      const number = /"number":"(\d+)"/.exec(trialOnly[line] ?? '')?.[1];
      expect(
        (await verifyLines(trialOnly.with(line, trialOnly[line]!.replace('1.5', '1.4')))).fault,
      ).toMatchObject({ kind: 'CHANGED', entryNumber: number });
      expect((await verifyLines(trialOnly.toSpliced(line, 2))).fault).toMatchObject({ kind: 'DELETED' });
      expect((await verifyLines(whole.slice(0, -200))).isSound).toBe(false);
    });
  });
});

describe('a redaction', () => {
  const findName = async (database: Database) =>
    Number(
      (
        await database.owner.query<{ number: string }>(
          `select number from audit.entry where after->>'name' = 'Jane Doe'`,
        )
      ).rows[0]?.number,
    );

  test('erases the value and its salt, is an entry with its justification, and leaves every proof valid', async () => {
    await withCopy(async (database) => {
      const hub = { database, config: CONFIG };
      const entryNumber = await findName(database);
      const before = await sealNow(hub, 'REQUEST');
      const redact = (path: string, as: 'VIEWER' | 'OWNER' = 'VIEWER') =>
        redactEntry(
          database,
          OPERATOR,
          { entryNumber, path, reason: 'A name of a patient, asked for by the site' },
          as,
        );
      const made = await redact('after.name');
      const { rows } = await database.owner.query(
        `select e.after, l.salts->'after.name' as salt, l.hash from audit.entry e join audit.leaf l on l.entry_number = e.number where e.number = $1`,
        [entryNumber],
      );
      expect(rows[0]).toMatchObject({ after: { name: '[redacted]' }, salt: null });
      expect(
        (
          await database.owner.query(
            `select act, reason, after, record_id, actor_id from audit.entry where number = $1`,
            [made],
          )
        ).rows,
      ).toEqual([
        {
          act: 'REDACT',
          reason: 'A name of a patient, asked for by the site',
          after: { path: 'after.name' },
          record_id: String(entryNumber),
          actor_id: 'readout',
        },
      ]);
      // The change that put it right holds the name too.
      await redactEntry(database, OPERATOR, {
        entryNumber: entryNumber + 1,
        path: 'before.name',
        reason: 'The same name',
      });
      await sealNow(hub, 'REDACTION');
      expect(await verifyTrail(database, [KEY])).toMatchObject({ fault: null, redactions: 2 });
      const lines = await exported(database);
      expect(lines.join('')).not.toContain('Jane Doe');
      expect(await verifyLines(lines)).toMatchObject({
        isSound: true,
        redactions: [{ entryNumber: String(entryNumber), path: 'after.name' }, { path: 'before.name' }],
      });
      const path = join(await mkdtemp(join(tmpdir(), 'witness-')), 'witnessed');
      writeFileSync(path, before.note);
      await refuseUnwitnessed({ database, config: { ...CONFIG, witnessedPath: path } });
      await expect(redact('after.name')).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(redact('after.country')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  test('is not done by one who does not administer the trial, nor by SQL in a request', async () => {
    await withCopy(async (database) => {
      const entryNumber = await findName(database);
      await expect(
        redactEntry(
          database,
          { userId: 'a stranger' },
          { entryNumber, path: 'after.name', reason: 'No right' },
        ),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(
        transact(database, { viewer: OPERATOR, reason: 'Injected' }, (tx) =>
          tx.execute(sql`select private.redact(current_setting('readout.ticket'))`),
        ),
      ).rejects.toThrow();
      await expect(
        transact(database, { viewer: OPERATOR, reason: 'Injected' }, (tx) =>
          tx
            .update(trial)
            .set({ phase: '2' })
            .where(sql`(select private.ledger_token()) is not null`)
            .execute(),
        ),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });
});

describe('at start', () => {
  test('a database is refused whose trail is behind what a witness saw, or another history', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'witness-'));
    const path = join(folder, 'witnessed');
    const witnessed = { ...CONFIG, witnessedPath: path };
    await withCopy(async (database) => {
      for (let at = 0; at < 100; at += 1)
        await recordAct(database, OPERATOR, {
          act: 'VIEW',
          record: 'trial',
          recordId: TRIAL,
          trialId: TRIAL,
          reason: 'After the backup',
        });
      writeFileSync(path, (await sealNow({ database, config: CONFIG }, 'REQUEST')).note);
      await refuseUnwitnessed({ database, config: witnessed });
    });
    // The copy is the backup: without the last 100 entries.
    await withCopy(async (database) => {
      await expect(refuseUnwitnessed({ database, config: witnessed })).rejects.toThrow(
        /a witness saw \d+: it is an old copy/,
      );
      for (let at = 0; at < 120; at += 1)
        await recordAct(database, OPERATOR, {
          act: 'VIEW',
          record: 'trial',
          recordId: TRIAL,
          trialId: TRIAL,
          reason: 'Another history',
        });
      await sealNow({ database, config: CONFIG }, 'REQUEST');
      await expect(refuseUnwitnessed({ database, config: witnessed })).rejects.toThrow(/another history/);
      await expect(
        refuseUnwitnessed({ database, config: { ...witnessed, ledgerKey: new Uint8Array(32).fill(1) } }),
      ).rejects.toThrow(/holds no checkpoint that this hub's key has signed/);
    });
  });
});
