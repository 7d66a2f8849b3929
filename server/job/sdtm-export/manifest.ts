import { ENGINE_VERSION } from '@readout/criteria';
import type { CutContent, TrialContent } from '@readout/sdtm/content.ts';
import { sealNow, type SealHub } from '../seal.ts';
import { version } from '../../version.ts';
import type { PackagedFile } from './write-files.ts';

/** What a package says of itself: manifest.json. */
export interface Manifest {
  readonly study: string;
  readonly sponsor: string;
  readonly evaluators: readonly string[];
  /** Whether arms and treatments are told. */
  readonly isUnblinded: boolean;
  readonly cut: CutContent;
  /** The first signed state of the audit log that covers the data; `note` is verified with the log's key. */
  readonly checkpoint: { readonly treeSize: number; readonly root: string; readonly note: string };
  /** By what it is of. */
  readonly versions: Readonly<Record<string, string>>;
  /** Every other file of the package. */
  readonly files: readonly PackagedFile[];
}

/** Versions of what makes the files and of the standards they follow. */
export const VERSIONS: Manifest['versions'] = {
  readout: version,
  'criteria-engine': ENGINE_VERSION,
  sdtmig: '3.4',
  adamig: '1.3',
  'define-xml': '2.1',
  'dataset-json': '1.1.0',
  xport: '5',
};

/** @param checkpoint as `findCovering` gives it */
export function makeManifest(
  trial: TrialContent,
  files: readonly PackagedFile[],
  checkpoint: Manifest['checkpoint'],
): Manifest {
  return {
    study: trial.protocol,
    sponsor: trial.sponsor,
    evaluators: trial.evaluators,
    isUnblinded: trial.isUnblinded,
    cut: trial.cut,
    checkpoint,
    versions: VERSIONS,
    files,
  };
}

/**
 * The first signed checkpoint of the audit log that covers an entry: the same however often it is asked.
 *
 * Signs one when there is none yet.
 */
export async function findCovering(hub: SealHub, entryNumber: number): Promise<Manifest['checkpoint']> {
  const found = await askCovering(hub, entryNumber);
  if (found !== undefined) return found;
  await sealNow(hub, 'EXPORT');
  const signed = await askCovering(hub, entryNumber);
  if (signed === undefined) throw new Error(`Entry ${entryNumber} of the trail was not sealed.`);
  return signed;
}

async function askCovering(
  { database }: SealHub,
  entryNumber: number,
): Promise<Manifest['checkpoint'] | undefined> {
  const { rows } = await database.owner.query<{ size: string; root: Buffer; note: string }>(
    'select c.size, c.root, c.note from audit.leaf l join audit.checkpoint c on c.size > l.index where l.entry_number = $1 order by c.size limit 1',
    [entryNumber],
  );
  const [found] = rows;
  return found === undefined
    ? undefined
    : { treeSize: Number(found.size), root: found.root.toString('hex'), note: found.note };
}
