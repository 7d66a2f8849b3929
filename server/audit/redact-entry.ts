import type { Database } from '@readout/db/database.ts';
import { redactEntry } from '@readout/db/redact-entry.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import { sealNow, type SealHub } from '../job/seal.ts';

/**
 * Erases a personal value that slipped into the trail, for good, and seals the entry that says so.
 *
 * @param path `reason`, `before.column` or `after.column`
 * @returns number of the REDACT entry
 * @throws Refusal FORBIDDEN in a sentence where it cannot be done
 */
export async function redactAndSeal(
  hub: SealHub & { readonly database: Database },
  viewer: Viewer,
  redaction: { readonly entryNumber: number; readonly path: string; readonly reason: string },
): Promise<number> {
  // What is not sealed has no digest yet that could stay in its place.
  await sealNow(hub, 'REDACTION');
  const made = await redactEntry(hub.database, viewer, redaction, 'OWNER');
  await sealNow(hub, 'REDACTION');
  return made;
}
