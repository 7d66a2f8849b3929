import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ENGINE_VERSION } from '@readout/criteria';
import type { SdtmFormat } from '@readout/db/term.ts';
import { buildDefine } from '@readout/sdtm/build-define.ts';
import type { DatasetDefinition } from '@readout/sdtm/dataset.ts';
import { writeDefinePage } from '@readout/sdtm/define-page.ts';
import { DEFINE_XSL } from '@readout/sdtm/define-style.ts';
import { metaDataVersionOid, STYLE_FILE, studyOid, writeDefine } from '@readout/sdtm/define-xml.ts';
import { datasetOf } from '@readout/sdtm/profile.ts';
import { writeCsv } from '@readout/sdtm/write-csv.ts';
import { writeDatasetJson, writeDatasetNdjson } from '@readout/sdtm/write-dataset-json.ts';
import { writeXpt } from '@readout/sdtm/write-xpt.ts';
import { version } from '../../version.ts';
import type { DefinedDatasets } from './check-package.ts';
import type { SpooledTrial } from './spool-trial.ts';

/** A file of the package as its manifest names it. */
export interface PackagedFile {
  /** Within the package, with slashes. */
  readonly path: string;
  /** What it is, in words. */
  readonly what: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** null: it holds no records. */
  readonly records: number | null;
}

/** Where files stand in the package, by standard: as an agency's folders are called. @source FDA Study Data Technical Conformance Guide, section 7 */
const FOLDER = { SDTMIG: 'tabulations/sdtm', ADaMIG: 'analysis/adam' } as const;

/** Folders of the other formats beside the agency's; XPT stands where define.xml is. */
export const FORMATS = {
  XPT: { extension: 'xpt', folder: null, words: 'SAS XPORT version 5' },
  DATASET_JSON: { extension: 'json', folder: 'dataset-json', words: 'Dataset-JSON 1.1' },
  NDJSON: { extension: 'ndjson', folder: 'dataset-json', words: 'Dataset-JSON 1.1, newline-delimited' },
  CSV: { extension: 'csv', folder: 'csv', words: 'comma-separated values' },
} as const satisfies Record<SdtmFormat, object>;

export interface FilesRun {
  /** Written into; empty. */
  readonly folder: string;
  readonly formats: readonly SdtmFormat[];
  readonly signal: AbortSignal;
  /** Told what is written, in words. */
  readonly onStep: (step: string) => void;
}

/** The reviewer's guide within a package. */
export const GUIDE_FILE = 'csdrg.pdf';

/**
 * Writes the files of a package: datasets in each format, and define.xml with its style sheet for each standard.
 *
 * A dataset without rows has no file. Memory is that of a piece of a file, not of the trial.
 *
 * @returns the files in the order in which they were written
 * @throws UnwritableDataset for a value that a format cannot hold
 */
export async function writeFiles(
  { trial, spool }: Pick<SpooledTrial, 'trial' | 'spool'>,
  defined: readonly DefinedDatasets[],
  { folder, formats, signal, onStep }: FilesRun,
): Promise<readonly PackagedFile[]> {
  const files: PackagedFile[] = [];
  const about = {
    at: trial.cut.at,
    studyOid: studyOid(trial),
    originator: trial.sponsor,
    systemName: 'Readout',
    systemVersion: version,
  };
  for (const { dataset } of defined.flatMap(({ counted }) => counted)) {
    if (dataset.records === 0) continue;
    const { name, label, standard } = dataset.definition;
    for (const format of formats) {
      signal.throwIfAborted();
      onStep(`Writing ${name} as ${FORMATS[format].words}`);
      const rows = spool.rowsOf(dataset);
      const json = { ...about, metaDataVersionOid: metaDataVersionOid(standard) };
      const pieces = {
        XPT: () => writeXpt(dataset, rows, { at: trial.cut.at }),
        DATASET_JSON: () => writeDatasetJson(dataset, rows, json),
        NDJSON: () => writeDatasetNdjson(dataset, rows, json),
        CSV: () => writeCsv(dataset, rows),
      }[format]();
      files.push({
        ...(await writeFile(folder, pathOf(dataset.definition, format), pieces, signal)),
        what: `${name}, ${label}: ${FORMATS[format].words}`,
        records: dataset.records,
      });
    }
  }
  for (const { standard, model } of defined) {
    onStep(`Writing define.xml of ${standard}`);
    const texts = [
      ['define.xml', writeDefine(model), `Define-XML 2.1 of the ${standard} datasets`],
      [STYLE_FILE, DEFINE_XSL, 'Style sheet of define.xml'],
      ['define.html', writeDefinePage(model), 'define.xml as a page that opens anywhere'],
    ] as const;
    for (const [name, text, what] of texts)
      files.push({
        ...(await writeFile(folder, `${FOLDER[standard]}/${name}`, [Buffer.from(text)], signal)),
        what,
        records: null,
      });
  }
  return files;
}

/** The datasets of a spool by standard, in submission order, with what their define.xml is written from. */
export function defineDatasets(
  { trial, spool }: Pick<SpooledTrial, 'trial' | 'spool'>,
  formats: readonly SdtmFormat[],
): readonly DefinedDatasets[] {
  const all = [...spool.profiles.values()].map((profile) => ({
    profile,
    dataset: datasetOf(profile.definition, profile),
  }));
  return (['SDTMIG', 'ADaMIG'] as const).flatMap((standard) => {
    const counted = all.filter(({ dataset }) => dataset.definition.standard === standard);
    if (counted.length === 0) return [];
    const withRows = new Map(
      counted
        .filter(({ dataset }) => dataset.records > 0)
        .map(({ dataset }) => [dataset.definition.name, dataset.definition]),
    );
    const format = formats.includes('XPT') ? 'XPT' : (formats[0] ?? 'XPT');
    const model = buildDefine(trial, counted, {
      at: trial.cut.at,
      originator: trial.sponsor,
      system: { name: 'Readout', version },
      engineVersion: ENGINE_VERSION,
      fileOf: (dataset) => {
        const definition = withRows.get(dataset);
        return definition === undefined ? null : fromDefine(definition, format);
      },
      documents: [
        { id: 'LF.csdrg', href: `../../${GUIDE_FILE}`, title: "Reviewer's guide to the study data" },
      ],
    });
    return [{ standard, counted, model }];
  });
}

const pathOf = ({ name, standard }: DatasetDefinition, format: SdtmFormat): string => {
  const { folder, extension } = FORMATS[format];
  const file = `${name.toLowerCase()}.${extension}`;
  if (folder === null) return `${FOLDER[standard]}/${file}`;
  return standard === 'SDTMIG' ? `${folder}/${file}` : `${folder}/adam/${file}`;
};

/** The same as seen from define.xml, two folders down. */
const fromDefine = (definition: DatasetDefinition, format: SdtmFormat): string =>
  format === 'XPT' ? `${definition.name.toLowerCase()}.xpt` : `../../${pathOf(definition, format)}`;

/** Writes pieces to a file of the package and tells its hash and size. */
export async function writeFile(
  folder: string,
  path: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Pick<PackagedFile, 'path' | 'sha256' | 'bytes'>> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  const file = await open(join(folder, path), 'wx');
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      signal.throwIfAborted();
      hash.update(piece);
      bytes += piece.length;
      await file.writeFile(piece);
    }
  } finally {
    await file.close();
  }
  return { path, sha256: hash.digest('hex'), bytes };
}
