import { inTransaction } from '@readout/db/in-transaction.ts';
import type { Database } from '@readout/db/database.ts';
import { createTransport, type Transporter } from 'nodemailer';
import type { Config } from '../config.ts';

const LOOK_EVERY_MS = 2000;
const MANY = 20;
const TIMEOUT_MS = 20_000;
/** The longest wait between two tries. */
const LONGEST_WAIT_S = 3600;

interface MailHub {
  readonly database: Database;
  readonly config: Pick<Config, 'smtpUrl' | 'mailFrom'>;
}

interface WaitingMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly kind: string;
}

/**
 * Sends what waits in the outbox, until it is ended. Without a mail server the mails stay there.
 *
 * @param report told when a mail was not taken, and once when there is no mail server
 * @returns ends the sender: what is being handed over is waited for
 */
export function startMailSender(hub: MailHub, report: (sentence: string) => void): () => Promise<void> {
  if (hub.config.smtpUrl === undefined) {
    report('READOUT_SMTP_URL is not set: mails wait in the outbox (auth.mail) until it is.');
    return () => Promise.resolve();
  }
  const transport = openTransport(hub.config.smtpUrl);
  let working: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    working ??= sendWaitingMail(hub, transport, report)
      .catch((error: unknown) => report(`The outbox was not looked at: ${describe(error)}`))
      .finally(() => {
        working = undefined;
      });
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await working;
    transport.close();
  };
}

export const openTransport = (smtpUrl: string): Transporter =>
  // A server that does not answer must not hold a row of the outbox for ever.
  createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });

/**
 * Hands over what is due, one mail after the other; each is locked while it is, so that two processes never send the same.
 *
 * A mail that the server took and that was not noted for a crash in between is sent again with the same Message-ID.
 *
 * @returns how many were taken
 */
export async function sendWaitingMail(
  hub: MailHub,
  transport: Transporter,
  report: (sentence: string) => void,
): Promise<number> {
  let taken = 0;
  for (let number = 0; number < MANY; number++) {
    const outcome = await sendOne(hub, transport, report);
    if (outcome === 'NONE_DUE') break;
    if (outcome === 'TAKEN') taken++;
  }
  return taken;
}

async function sendOne(
  { database, config }: MailHub,
  transport: Transporter,
  report: (sentence: string) => void,
): Promise<'TAKEN' | 'REFUSED' | 'NONE_DUE'> {
  return inTransaction(database.owner, async (client) => {
    const { rows } = await client.query<WaitingMail>(
      `select id, recipient, subject, body, kind from auth.mail
       where sent_at is null and next_try_at <= clock_timestamp() order by next_try_at limit 1 for update skip locked`,
    );
    const mail = rows[0];
    if (mail === undefined) return 'NONE_DUE';
    const failure = await handOver(transport, config.mailFrom, mail);
    if (failure === undefined) {
      await client.query(
        `update auth.mail set sent_at = clock_timestamp(), tries = tries + 1, last_error = null,
           body = case when kind in ('INVITATION', 'PASSWORD_RESET') then '' else body end where id = $1`,
        [mail.id],
      );
    } else {
      // 4 s, 8 s, 16 s … up to an hour.
      await client.query(
        `update auth.mail set tries = tries + 1, last_error = $2,
           next_try_at = clock_timestamp() + least($3, 2 * 2 ^ least(tries + 1, 20)) * interval '1 second' where id = $1`,
        [mail.id, failure.slice(0, 500), LONGEST_WAIT_S],
      );
      report(`A mail (${mail.kind}, ${mail.id}) was not taken and is tried again: ${failure}`);
    }
    return failure === undefined ? 'TAKEN' : 'REFUSED';
  });
}

/** @returns why the server did not take it; undefined when it did */
async function handOver(
  transport: Transporter,
  from: string,
  mail: WaitingMail,
): Promise<string | undefined> {
  try {
    await transport.sendMail({
      from,
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body,
      messageId: `<${mail.id}@readout>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return undefined;
  } catch (error) {
    return describe(error);
  }
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
