import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { openTransport, sendWaitingMail } from '@readout/server/mail/mail-sender.ts';
import { sendMail } from '@readout/server/mail/send-mail.ts';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { withIdentityHub } from './identity-hub.ts';

const identity = withIdentityHub();

interface Taken {
  readonly to: readonly string[];
  readonly text: string;
}

/** A real mail server that keeps what it takes. */
async function openServer(port = 0, refuse?: () => boolean) {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => (text += part.toString()));
      stream.on('end', () => {
        if (refuse?.() === true) return done(new Error('the mailbox is full'));
        taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const bound = (server.server.address() as AddressInfo).port;
  return {
    taken,
    port: bound,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const quiet = () => undefined;
const send = (port: number, tell: (sentence: string) => void = quiet) => {
  const transport = openTransport(`smtp://127.0.0.1:${port}`);
  return sendWaitingMail(identity.hub, transport, tell).finally(() => transport.close());
};
const write = (to: string, subject = 'A subject') =>
  sendMail(identity.hub.database.owner, { to, subject, text: 'A text.', kind: 'TASK' });
/** What waits for its next try is due now. */
const hurry = () => identity.query('update auth.mail set next_try_at = now() where sent_at is null');

const servers: { close: () => Promise<void> }[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));
beforeEach(async () => {
  await identity.query('delete from auth.mail');
});

describe('the outbox', () => {
  test('hands each mail over once, though many processes look at the same time', async () => {
    const server = await openServer();
    servers.push(server);
    for (let number = 0; number < 12; number++) await write(`p${number}@example.org`);
    await Promise.all(Array.from({ length: 4 }, () => send(server.port)));
    expect(server.taken.flatMap(({ to }) => to).sort()).toEqual(
      Array.from({ length: 12 }, (_each, number) => `p${number}@example.org`).sort(),
    );
  });

  test('loses none while the mail server is down, and sends none twice when it is up again', async () => {
    const first = await openServer();
    const { port } = first;
    await write('before@example.org');
    expect(await send(port)).toBe(1);
    await first.close();
    for (const name of ['one', 'two', 'three']) await write(`${name}@example.org`);
    const told: string[] = [];
    expect(await send(port, (sentence) => told.push(sentence))).toBe(0);
    expect(told).toHaveLength(3);
    expect(told.join()).not.toContain('one@example.org');
    expect(
      await identity.query(
        `select tries, next_try_at > now() as waits, last_error is not null as says from auth.mail where sent_at is null`,
      ),
    ).toEqual([1, 2, 3].map(() => ({ tries: 1, waits: true, says: true })));
    const second = await openServer(port);
    servers.push(second);
    expect(await send(port)).toBe(0);
    await hurry();
    expect(await send(port)).toBe(3);
    expect(await send(port)).toBe(0);
    expect(second.taken.flatMap(({ to }) => to).sort()).toEqual([
      'one@example.org',
      'three@example.org',
      'two@example.org',
    ]);
  });

  test('waits longer after each refusal, an hour at most', async () => {
    const server = await openServer(0, () => true);
    servers.push(server);
    await write('full@example.org');
    const waits: number[] = [];
    for (let number = 0; number < 14; number++) {
      await hurry();
      await send(server.port);
      const [row] = await identity.query<{ wait: number }>(
        'select round(extract(epoch from next_try_at - now()))::int as wait from auth.mail',
      );
      waits.push(row?.wait ?? 0);
    }
    expect(waits[0]).toBeLessThanOrEqual(4);
    expect([...waits].sort((a, b) => a - b)).toEqual(waits);
    expect(waits.at(-1)).toBeLessThanOrEqual(3600);
    expect(waits.at(-1)).toBeGreaterThan(3500);
  });

  test('goes or stays with the transaction that it tells of, and takes no header from a name', async () => {
    const client = await identity.hub.database.owner.connect();
    await client.query('begin');
    await sendMail(client, { to: 'gone@example.org', subject: 'x', text: 'y', kind: 'TASK' });
    await client.query('rollback');
    client.release();
    await write('kept@example.org', 'Hello\r\nBcc: eve@example.org');
    const server = await openServer();
    servers.push(server);
    expect(await send(server.port)).toBe(1);
    expect(server.taken[0]?.to).toEqual(['kept@example.org']);
    expect(server.taken[0]?.text).not.toMatch(/^Bcc:/im);
  });

  test('takes no mail of a request to somebody who is not of Readout', async () => {
    await expect(
      identity.hub.database.app.query(`select private.send_mail('eve@example.org', 'a', 'b', 'TASK', null)`),
    ).rejects.toThrow('Mail goes to people of Readout alone.');
    const id = await identity.add({ email: 'told@example.org' });
    await identity.hub.database.app.query(`select private.send_mail(null, 'a', 'b', 'TASK', $1)`, [id]);
    expect(await identity.query('select recipient from auth.mail')).toEqual([
      { recipient: 'told@example.org' },
    ]);
  });
});
