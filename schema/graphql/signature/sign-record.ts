import { randomUUID } from 'node:crypto';
import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { SignatureMeaning, SignatureRecord } from '@readout/db/term.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { SigningFactors } from '../identity.ts';

/** What is signed. */
export interface RecordToSign {
  readonly trialId: string;
  readonly record: SignatureRecord;
  readonly recordId: string;
}

export interface NewSignature extends RecordToSign {
  readonly meaning: SignatureMeaning;
  /** Hash of the version that was looked at; left out: whichever stands now. */
  readonly recordHash?: string | undefined;
  /** Of `beginSigning`; left out: a new one. */
  readonly signatureId?: string;
}

/**
 * Signs a record as it stands, in a transaction whose viewer has proved who they are (`signing`).
 *
 * For those whom private.signing_right names. Audited: the signature.
 *
 * @returns the id of the signature
 * @throws Refusal FORBIDDEN without right or proof; TRAINING_MISSING; CONFLICT when the record is another than was looked at, or is signed
 */
export async function signRecord(tx: Transaction, signature: NewSignature): Promise<string> {
  const { trialId, record, recordId, meaning, recordHash, signatureId } = signature;
  const { rows } = await tx.execute<{ id: string }>(
    sql`select private.sign(${trialId}::uuid, ${record}, ${recordId}::uuid, ${meaning}, ${recordHash ?? null}, ${signatureId ?? null}::uuid) as id`,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('A signature was given and has no id.');
  return id;
}

/**
 * Keeps others from changing what may be signed in the trial until the transaction ends, and lets what is done from here on bear the signature.
 *
 * @returns the id that the signature will have
 */
export async function beginSigning(tx: Transaction, trialId: string): Promise<string> {
  const signatureId = newId();
  await tx.execute(
    sql`select private.lock_for_signing(${trialId}::uuid), set_config('readout.signature', ${signatureId}, true)`,
  );
  return signatureId;
}

/** What a person says and gives with a signature. */
export interface SigningAct {
  readonly meaning: SignatureMeaning;
  readonly reason: string;
  readonly factors: SigningFactors;
  readonly recordHash?: string | undefined;
}

/**
 * Has the viewer of a request sign: proves who it is, signs in one transaction, and has the trail sealed.
 *
 * @param before what belongs to the signature and is done first, in the same transaction
 * @throws Refusal FORBIDDEN for a program; what the proof, `signRecord` and `before` throw
 */
export async function signAsViewer(
  { viewer, database, identity, sealNow }: Context,
  toSign: RecordToSign,
  { meaning, reason, factors, recordHash }: SigningAct,
  before?: (tx: Transaction) => Promise<void>,
): Promise<void> {
  if (identity === undefined)
    throw new Refusal('FORBIDDEN', 'A person signs, who has signed in; a program with a token does not.');
  const { record, recordId } = toSign;
  const { factors: proved } = await identity.verifySigningFactors(factors);
  const signing = { nonce: randomUUID(), factors: proved, record, recordId };
  await transact(database, { viewer: { ...viewer, signing }, reason }, async (tx) => {
    const signatureId = await beginSigning(tx, toSign.trialId);
    await before?.(tx);
    await signRecord(tx, { ...toSign, meaning, recordHash, signatureId });
  });
  await sealNow?.('SIGNATURE');
}
