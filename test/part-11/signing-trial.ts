import { randomUUID } from 'node:crypto';
import { person } from '@readout/db/table/person.ts';
import { statementAcceptance } from '@readout/db/table/statement-acceptance.ts';
import type { Role, SignatureMeaning } from '@readout/db/term.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction, Viewer } from '@readout/db/viewer.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { beginSigning, signRecord, type RecordToSign } from '@readout/graphql/signature/sign-record.ts';
import { grantRoles } from '@readout/graphql/trial/grant-roles.ts';
import { eq, inArray } from 'drizzle-orm';
import { openReadTrial, readOf, type Differently, type ReadTrial } from '../graphql/read-trial.ts';
import { OPERATOR, type TestDatabase } from '../postgres.ts';

/** People of the trial beside its readers, and what they are. */
const ROLE_OF = {
  monitor: 'MEDICAL_MONITOR',
  administrator: 'TRIAL_ADMINISTRATOR',
  manager: 'DATA_MANAGER',
  statistician: 'STATISTICIAN',
} as const satisfies Record<string, Role>;

/** Who may sign what their role lets them. */
export const SIGNERS = ['reader1', 'reader2', ...Object.keys(ROLE_OF)];

export interface SigningTrial extends ReadTrial {
  /** Ids of the reads of a reader, in order of the sizes. */
  readonly read: (
    evaluator: 'READER_1' | 'READER_2',
    sizesMm: readonly number[],
  ) => Promise<readonly string[]>;
  readonly lock: (personId: string, readIds: readonly string[]) => Promise<void>;
  /** Signs as somebody of whom the server says that they have just proved who they are. */
  readonly sign: (
    personId: string,
    toSign: Omit<RecordToSign, 'trialId'>,
    meaning: SignatureMeaning,
    signing?: Partial<NonNullable<Viewer['signing']>> | null,
  ) => Promise<string>;
  /** Locks and signs a read, as its reader does. */
  readonly signRead: (personId: string, readId: string) => Promise<string>;
  readonly charterId: string;
}

/** The trial of read-trial.ts with people whose identity was checked and who accepted that their signature binds them. */
export async function openSigningTrial(
  db: TestDatabase,
  differently: Differently = {},
): Promise<SigningTrial> {
  const trial = await openReadTrial(db, differently);
  const { trialId } = trial;
  await db.asOwner(async (tx) => {
    await tx
      .insert(person)
      .values(
        Object.keys(ROLE_OF).map((id) => ({
          id,
          name: `The ${id}`,
          email: `${id}@test.example`,
          kind: 'PERSON' as const,
        })),
      )
      .execute();
    await tx
      .update(person)
      .set({
        identityMethod: 'Passport, seen',
        identityCheckedOn: '2026-01-01',
        identityCheckedById: OPERATOR.userId,
      })
      .where(inArray(person.id, SIGNERS))
      .execute();
    await tx
      .insert(statementAcceptance)
      .values(SIGNERS.map((personId) => ({ personId, version: 1 })))
      .execute();
  });
  await trial.as(OPERATOR.userId, (tx) =>
    grantRoles(tx, {
      trialId,
      grants: Object.entries(ROLE_OF).map(([personId, role]) => ({ personId, role })),
    }),
  );
  const { rows } = await db.database.owner.query<{ id: string }>(
    'select id from charter where trial_id = $1',
    [trialId],
  );
  const signing = (personId: string, given: Partial<NonNullable<Viewer['signing']>> | null = {}): Viewer => ({
    userId: personId,
    sessionId: `session of ${personId}`,
    ...(given === null ? {} : { signing: { nonce: randomUUID(), factors: ['EMAIL', 'PASSWORD'], ...given } }),
  });
  const signIn = <Answer>(viewer: Viewer, write: (tx: Transaction) => Promise<Answer>) =>
    transact(db.database, { viewer, reason: 'Signed for a test' }, write);
  return {
    ...trial,
    charterId: rows[0]?.id ?? '',
    read: (evaluator, sizesMm) => {
      const codes = ['BL', 'W6', 'W12'];
      const reads = sizesMm.map((sizeMm, at) => readOf(trial, evaluator, codes[at] ?? '', sizeMm));
      return trial.as(evaluator === 'READER_1' ? 'reader1' : 'reader2', (tx) =>
        submitReads(tx, { trialId, reads }),
      );
    },
    lock: (personId, readIds) => trial.as(personId, (tx) => lockReads(tx, { trialId, readIds })),
    sign: (personId, toSign, meaning, given) =>
      signIn(signing(personId, given), (tx) => signRecord(tx, { trialId, ...toSign, meaning })),
    signRead: (personId, readId) =>
      signIn(signing(personId), async (tx) => {
        const signatureId = await beginSigning(tx, trialId);
        await lockReads(tx, { trialId, readIds: [readId] });
        return signRecord(tx, {
          trialId,
          record: 'read',
          recordId: readId,
          meaning: 'AUTHORSHIP',
          signatureId,
        });
      }),
  };
}

/** Takes the proof of somebody's identity back. */
export const forgetIdentity = (db: TestDatabase, personId: string): Promise<unknown> =>
  db.asOwner((tx) =>
    tx
      .update(person)
      .set({ identityMethod: null, identityCheckedOn: null, identityCheckedById: null })
      .where(eq(person.id, personId))
      .execute(),
  );
