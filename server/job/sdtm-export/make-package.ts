import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SdtmFormat } from '@readout/db/term.ts';
import type { SealHub } from '../seal.ts';
import { checkPackage, packageReport, type PackageReport } from './check-package.ts';
import type { ExportPlan } from './export-plan.ts';
import type { ContentReader } from './list-content.ts';
import { findCovering, makeManifest, VERSIONS, type Manifest } from './manifest.ts';
import { printReviewersGuide } from './reviewers-guide.ts';
import { spoolTrial } from './spool-trial.ts';
import { defineDatasets, FORMATS, GUIDE_FILE, writeFile, writeFiles } from './write-files.ts';

/** A package whose files are on disk. */
export interface MadePackage {
  readonly report: PackageReport;
  readonly manifest: Manifest;
  /** SHA-256 of manifest.json, hexadecimal, and its bytes: it names every other file by its hash. */
  readonly manifestFile: { readonly path: string; readonly sha256: string; readonly bytes: number };
  /** The folder with the files. */
  readonly folder: string;
}

export interface PackageRun {
  /** Of this export alone: spool and package are made in it. */
  readonly folder: string;
  readonly reason: string;
  readonly signal: AbortSignal;
  readonly onProgress: (subjectsDone: number, subjectsTotal: number) => void;
  readonly onStep: (step: string) => void;
  /** Subjects worked off at a time. */
  readonly batch?: number | undefined;
}

/** Name of the manifest within a package. */
export const MANIFEST_FILE = 'manifest.json';

/**
 * Makes a package of datasets: maps the trial, checks it, and writes files and manifest.
 *
 * A run that was killed goes on where it was: subjects that were mapped are not mapped again; files are written anew.
 *
 * @throws UnwritableDataset for a value that a format cannot hold; Refusal for what may not be read
 */
export async function makePackage(
  hub: SealHub,
  reader: ContentReader,
  plan: ExportPlan & { readonly formats: readonly SdtmFormat[] },
  run: PackageRun,
): Promise<MadePackage> {
  run.onStep('Reading subjects');
  const spooled = await spoolTrial(reader, plan, run);
  const folder = join(run.folder, 'package');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  run.onStep('Checking');
  const defined = defineDatasets(spooled, plan.formats);
  const conformance = checkPackage(spooled, defined);
  const { trial } = spooled;
  const report = packageReport(defined, conformance, plan.isUnblinded && trial.isBlinded);
  const files = await writeFiles(spooled, defined, {
    folder,
    formats: plan.formats,
    signal: run.signal,
    onStep: run.onStep,
  });
  const checkpoint = await findCovering(hub, trial.cut.entryNumber);
  run.onStep("Writing the reviewer's guide and the manifest");
  const guide = printReviewersGuide({
    trial,
    models: defined.map(({ model }) => model),
    conformance,
    accepted: [],
    notCarried: [],
    knownDifferences: [],
    remarks: [],
    formats: plan.formats.map((each) => FORMATS[each].words),
    versions: Object.entries(VERSIONS).map(([name, of]) => ({ name, version: of })),
    checkpoint: { entries: checkpoint.treeSize, root: checkpoint.root },
  });
  const guideFile = {
    ...(await writeFile(folder, GUIDE_FILE, guide as AsyncIterable<Uint8Array>, run.signal)),
    what: "Reviewer's guide to the study data",
    records: null,
  };
  const manifest = makeManifest(trial, [guideFile, ...files], checkpoint);
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const manifestFile = await writeFile(folder, MANIFEST_FILE, [text], run.signal);
  return { report, manifest, manifestFile, folder };
}
