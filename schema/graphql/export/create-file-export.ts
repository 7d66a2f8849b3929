import { newId } from '@readout/db/new-id.ts';
import { fileExport } from '@readout/db/table/file-export.ts';
import type { Transaction } from '@readout/db/viewer.ts';

export interface NewFileExport {
  readonly trialId: string;
  /** What the file holds and its format, e.g. AUDIT_CSV. */
  readonly kind: string;
  readonly fileName: string;
  /** Of its bytes, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Size of the signed audit log that it is proved by; null: it bears no proof. */
  readonly treeSize: number | null;
  /** The subject that it is a copy of. */
  readonly subjectId?: string | null;
  /** How many entries of the trail are in it. */
  readonly rows?: number | null;
  /** Which of them were asked for, in words. */
  readonly filter?: string | null;
}

/**
 * Notes that a file leaves Readout, so that it can be told again by its hash, and signed.
 *
 * For whoever may read the trial; the viewer is who had it made. Audited as an EXPORT: no act needs to be recorded beside it.
 *
 * @returns its id
 * @throws Refusal FORBIDDEN for a trial that is not the viewer's
 */
export async function createFileExport(tx: Transaction, file: NewFileExport): Promise<string> {
  const id = newId();
  const { rows } = await tx.execute<{ viewer: string }>('select private.viewer_id() as viewer');
  await tx
    .insert(fileExport)
    .values({ ...file, id, requestedById: rows[0]?.viewer ?? '' })
    .execute();
  return id;
}
