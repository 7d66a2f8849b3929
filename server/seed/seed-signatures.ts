import { randomUUID } from 'node:crypto';
import { transact } from '@readout/db/transact.ts';
import type { SignatureMeaning } from '@readout/db/term.ts';
import { makeDataCut } from '@readout/graphql/data-cut/make-data-cut.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { unlockRead } from '@readout/graphql/read/unlock-read.ts';
import { beginSigning, signRecord, type RecordToSign } from '@readout/graphql/signature/sign-record.ts';
import type { Seeding } from './seed-subjects.ts';

/** Subjects of a trial, from the end of its list, whose reads and review are signed. */
const SIGNED_SUBJECTS = 3;
const CUT = { name: 'Safety review 1', cutOn: '2026-03-31' };

/**
 * Signs some of a trial, so that its pages show what signatures look like: reads by reader 1, reviews by the monitor, a data cut by the data manager,
 * and one read that was re-opened after it was signed, so that its signature no longer holds.
 *
 * Does nothing where something is signed already.
 */
export async function seedSignatures({ database, people, trialId, tell }: Seeding): Promise<void> {
  const { rows } = await database.owner.query<{ id: string; subject: string; isSigned: boolean }>(
    `select r.id, s.id as subject, exists (select from signature g where g.trial_id = r.trial_id) as "isSigned"
      from read r join review v on v.trial_id = r.trial_id and v.id = r.review_id and v.evaluator = 'READER_1'
      join (select * from subject where trial_id = $1 order by number desc limit $2) s on s.id = v.subject_id
      where r.trial_id = $1 and r.is_current and r.state = 'LOCKED' order by s.number, r.id`,
    [trialId, SIGNED_SUBJECTS],
  );
  if (rows[0]?.isSigned !== false) return;
  tell('  signatures');
  const sign = async (
    userId: string,
    reason: string,
    meaning: SignatureMeaning,
    toSign: readonly Signed[],
  ) => {
    // Each in its own transaction, as a proof of the signer is good once.
    for (const record of toSign) {
      const signing = { nonce: randomUUID(), factors: ['EMAIL', 'PASSWORD'], ...record };
      await transact(database, { viewer: { userId, signing }, reason }, async (tx) => {
        const signatureId = await beginSigning(tx, trialId);
        await signRecord(tx, { trialId, ...record, meaning, signatureId });
      });
    }
  };
  const reads = rows.map(({ id }): Signed => ({ record: 'read', recordId: id }));
  await sign(people.reader1, 'Read by the imaging charter', 'AUTHORSHIP', reads);
  const cut = await transact(
    database,
    { viewer: { userId: people.dataManager }, reason: 'Safety board of April' },
    (tx) => makeDataCut(tx, { trialId, ...CUT }),
  );
  await sign(people.dataManager, 'Checked against the plan', 'APPROVAL', [
    { record: 'data_cut', recordId: cut },
  ]);
  const [{ subject: first }] = rows as [(typeof rows)[number]];
  const readId = rows.findLast(({ subject }) => subject === first)?.id ?? '';
  const asked = 'The reader asks to look at the series again';
  await transact(database, { viewer: { userId: people.dataManager }, reason: asked }, (tx) =>
    unlockRead(tx, { trialId, readId }),
  );
  const again = 'Looked at again; the read stays as it was';
  await transact(database, { viewer: { userId: people.reader1 }, reason: again }, (tx) =>
    lockReads(tx, { trialId, readIds: [readId] }),
  );
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  await sign(
    people.monitor,
    'Medical review',
    'AGREEMENT',
    subjects.slice(1).map((recordId): Signed => ({ record: 'review', recordId })),
  );
}

type Signed = Omit<RecordToSign, 'trialId'>;
