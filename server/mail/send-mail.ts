import type { MailKind } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import type pg from 'pg';

export interface Mail {
  /** Left out: the address of the person. */
  readonly to?: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  readonly kind: MailKind;
  /** Whom it tells. A request's own transaction may write to people of Readout alone. */
  readonly personId?: string;
}

/**
 * Puts a mail into the outbox; a job sends it. Given a transaction, it goes or stays with that.
 *
 * @returns its id
 */
export async function sendMail(on: Transaction | pg.Pool | pg.PoolClient, mail: Mail): Promise<string> {
  const { to = null, subject, text, kind, personId = null } = mail;
  // Neither is a header injected by a name with line ends.
  const line = subject.replace(/[\r\n]+/g, ' ');
  if ('execute' in on) {
    const { rows } = await on.execute<{ id: string }>(
      sql`select private.send_mail(${to}, ${line}, ${text}, ${kind}, ${personId}) as id`,
    );
    return rows[0]?.id ?? '';
  }
  const { rows } = await on.query<{ id: string }>('select private.send_mail($1, $2, $3, $4, $5) as id', [
    to,
    line,
    text,
    kind,
    personId,
  ]);
  return rows[0]?.id ?? '';
}
