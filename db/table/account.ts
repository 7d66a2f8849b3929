import { sql } from 'drizzle-orm';
import { boolean, index, integer, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authSchema, user } from '../auth-table.ts';
import { INVITATION_KINDS, MAIL_KINDS, ROLES, TRY_PURPOSES } from '../term.ts';
import { id, ID, oneOf } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** What sign-in keeps beside better-auth's own tables. It stands before any viewer: none of it is readable to the application's role. */
export const credentialState = authSchema.table('credential_state', {
  userId: text('user_id')
    .primaryKey()
    .references(() => user.id),
  passwordChangedAt: instant('password_changed_at').notNull().defaultNow(),
  mustChangePassword: boolean('must_change_password').notNull().default(false),
  lastSignInAt: instant('last_sign_in_at'),
  activeSince: instant('active_since').notNull().defaultNow(),
  factorCheckedAt: instant('factor_checked_at'),
  signInStep: integer('sign_in_step'),
  signingStep: integer('signing_step'),
});
means(credentialState, 'Where a person stands with password and second factor.', {
  userId: 'The person.',
  passwordChangedAt: 'When the password was last set; counts for ageing.',
  mustChangePassword: 'Whether somebody else set the password: it is changed before anything else is done.',
  lastSignInAt: 'The last sign-in by whatever way; null: none yet.',
  activeSince:
    'When the account was made or made active again; what inactivity counts from before a sign-in.',
  factorCheckedAt: 'When a second factor was last proved, at enrolment or sign-in; null: never.',
  signInStep:
    'Time step (30 s, RFC 6238) of the last code taken at sign-in, so that none is taken twice; null: none.',
  signingStep: 'The same for codes given to sign a record.',
});

export const passwordHistory = authSchema.table(
  'password_history',
  {
    id: id().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    hash: text('hash').notNull(),
    setAt: instant('set_at').notNull().defaultNow(),
  },
  (t) => [index('password_history_user').on(t.userId, t.setAt)],
);
means(passwordHistory, 'A password somebody had, as its hash, so that it is not taken again.', {
  id: ID,
  userId: 'The person.',
  hash: 'scrypt, as better-auth keeps it.',
  setAt: 'When it was set.',
});

export const failedTry = authSchema.table(
  'failed_try',
  {
    subject: text('subject').notNull(),
    purpose: text('purpose', { enum: TRY_PURPOSES }).notNull(),
    tries: integer('tries').notNull(),
    lastAt: instant('last_at').notNull().defaultNow(),
    lockedUntil: instant('locked_until'),
    noticedAt: instant('noticed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.subject, t.purpose] }),
    oneOf('failed_try_purpose', t.purpose, TRY_PURPOSES),
  ],
);
means(
  failedTry,
  'Tries in a row that did not succeed, counted before they are judged. Gone after a success or an unlock.',
  {
    subject:
      'SHA-256 of the normalised address that was typed, whether somebody has it or not (hexadecimal).',
    purpose: 'SIGN_IN, or SIGNING for a signature: counted apart.',
    tries: 'How many, those being judged included.',
    lastAt: 'When the last was made.',
    lockedUntil: 'Until when nothing is judged; null: not locked.',
    noticedAt: 'When the notice of the lock was sent; null: not yet.',
  },
);

export const mail = authSchema.table(
  'mail',
  {
    id: id().primaryKey(),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    kind: text('kind', { enum: MAIL_KINDS }).notNull(),
    personId: text('person_id').references(() => person.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    sentAt: instant('sent_at'),
    tries: integer('tries').notNull().default(0),
    lastError: text('last_error'),
    nextTryAt: instant('next_try_at').notNull().defaultNow(),
  },
  (t) => [
    index('mail_waiting')
      .on(t.nextTryAt)
      .where(sql`sent_at is null`),
    oneOf('mail_kind', t.kind, MAIL_KINDS),
  ],
);
means(mail, 'A mail that is to be sent, or was: the outbox.', {
  id: 'UUIDv7; stands in the Message-ID too, so that one sent twice by a crash is known by it.',
  recipient: 'The address it goes to.',
  subject: 'Its subject line.',
  body: 'Plain text; of a mail with a link to set a password emptied once it is sent.',
  kind: 'What it is about.',
  personId: 'The person it tells; null: nobody who has an account.',
  createdAt: 'When it was written.',
  sentAt: 'When the mail server took it; null: it waits.',
  tries: 'How often it was tried.',
  lastError: 'What the mail server said at the last try that failed; null: none failed.',
  nextTryAt: 'Not tried before.',
});

export const invitation = authSchema.table(
  'invitation',
  {
    id: id().primaryKey(),
    kind: text('kind', { enum: INVITATION_KINDS }).notNull(),
    tokenSha256: text('token_sha256').notNull().unique(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    personId: text('person_id').references(() => person.id),
    invitedById: text('invited_by')
      .notNull()
      .references(() => person.id),
    trialId: uuid('trial_id'),
    roles: text('roles', { enum: ROLES }).array().notNull(),
    reason: text('reason').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [oneOf('invitation_kind', t.kind, INVITATION_KINDS)],
);
means(invitation, 'A link, sent by mail, with which somebody sets a password: to join, or after a reset.', {
  id: ID,
  kind: 'INVITATION to join, or RESET of the password of somebody who is there.',
  tokenSha256: 'SHA-256 of what stands in the link (hexadecimal); the link itself is not kept.',
  email: 'The address it was sent to.',
  name: 'Printed name.',
  personId: 'Who used it, or whose password it resets; null: not used yet.',
  invitedById: 'Who asked for it.',
  trialId: 'The trial in which roles are given; null: none.',
  roles: 'The roles given when it is used.',
  reason: 'Why; kept with the roles it gives.',
  createdAt: 'When it was made.',
  expiresAt: 'Not good any more from then on.',
  usedAt: 'When it was used; good once. Null: not yet.',
  withdrawnAt: 'When it was withdrawn; null: it was not.',
});
