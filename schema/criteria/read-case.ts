import type { Case, Lesion, Timepoint } from './case.ts';
import type { Criterion } from './criterion.ts';
import { nearestName } from './nearest-name.ts';
import {
  CaseFault,
  readBoolean,
  readCount,
  readDate,
  readList,
  readNumber,
  readObject,
  readSize,
  readText,
  readWord,
  show,
  type Reader,
} from './read-value.ts';
import { findSettingFaults } from './setting.ts';
import {
  BONE_MARROW_STATUSES,
  CLINICAL_STATUSES,
  DEAUVILLE_SCORES,
  FDG_STATUSES,
  FINDING_STATES,
  LESION_CHANGES,
  LESION_ROLES,
  T2FLAIR_STATUSES,
} from './term.ts';

/** A case that fits the format, or the sentence that tells why it does not and names the key. */
export type CaseReading = { readonly subjectCase: Case } | { readonly fault: string };

/**
 * Reads one assessment case from unknown JSON, and checks all that `assess` relies on.
 *
 * ours: null counts as left out; a key that the format does not have is a fault, so that a misspelt one is not ignored; two
 * follow-up timepoints may share a date, none shares the baseline's.
 *
 * @param criteria those that are supported, by id
 */
export function readCase(value: unknown, criteria: Readonly<Record<string, Criterion>>): CaseReading {
  try {
    const read = readShape(value, '');
    checkCriteria(read, criteria);
    checkLesions(read.lesions);
    checkTimepoints(read.timepoints, read.lesions);
    return { subjectCase: read };
  } catch (error) {
    if (error instanceof CaseFault) return { fault: error.message };
    throw error;
  }
}

const readAnything: Reader<unknown> = (value) => value;

const readSettings: Reader<Readonly<Record<string, unknown>>> = (value, path) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new CaseFault(`${path} must be an object, but is ${show(value)}`);
};

const readSubject = readObject({
  required: {},
  optional: {
    treatmentStart: readDate,
    radiotherapyEnd: readDate,
    deathDate: readDate,
    newTherapyDate: readDate,
    fdgAvid: readBoolean,
  },
});

const readLesion = readObject({
  required: { id: readText, role: readWord(LESION_ROLES) },
  optional: {
    kind: readText,
    site: readText,
    measurable: readBoolean,
    outsideRadiationField: readBoolean,
    splitFrom: readText,
    cytologyPositive: readBoolean,
  },
});

const readFinding = readObject({
  required: { lesion: readText },
  optional: {
    state: readWord(FINDING_STATES),
    longestDiameter: readSize,
    shortAxis: readSize,
    perpendicular: readSize,
    attenuation: readNumber,
    sul: readSize,
    volume: readSize,
    mergedInto: readText,
    change: readWord(LESION_CHANGES),
  },
});

const readTimepoint = readObject({
  required: { id: readText, date: readDate, findings: readList(readFinding) },
  optional: {
    evaluable: readBoolean,
    clinical: readWord(CLINICAL_STATUSES),
    corticosteroid: readSize,
    t2flair: readWord(T2FLAIR_STATUSES),
    boneMarrow: readWord(BONE_MARROW_STATUSES),
    spleen: readSize,
    organEnlarged: readBoolean,
    deauville: readWord(DEAUVILLE_SCORES),
    fdg: readWord(FDG_STATUSES),
    newFdgFoci: readBoolean,
    boneScan: readObject({ required: { newLesions: readCount }, optional: { persistent: readCount } }),
    psa: readSize,
  },
});

const readShape = readObject({
  required: {
    name: readText,
    criteria: readText,
    lesions: readList(readLesion),
    timepoints: readList(readTimepoint),
  },
  optional: { settings: readSettings, subject: readSubject, expect: readAnything, note: readAnything },
});

function checkCriteria(
  { criteria, settings }: Pick<Case, 'criteria' | 'settings'>,
  supported: Readonly<Record<string, Criterion>>,
): void {
  const criterion = Object.hasOwn(supported, criteria) ? supported[criteria] : undefined;
  if (criterion === undefined) {
    const ids = Object.keys(supported);
    const nearest = nearestName(criteria, ids);
    const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
    throw new CaseFault(
      `criteria "${criteria}" are not supported${hint || '.'} Those are: ${ids.join(', ')}`,
    );
  }
  const [fault] = findSettingFaults(criterion.settings, settings ?? {});
  if (fault) throw new CaseFault(fault.sentence);
}

function checkLesions(lesions: readonly Lesion[]): void {
  const byId = new Map<string, Lesion>();
  for (const [index, lesion] of lesions.entries()) {
    if (byId.has(lesion.id)) throw new CaseFault(`lesions[${index}].id ${lesion.id} is given twice`);
    byId.set(lesion.id, lesion);
  }
  for (const [index, { id, role, splitFrom }] of lesions.entries()) {
    if (splitFrom === undefined) continue;
    const path = `lesions[${index}].splitFrom`;
    if (role !== 'target') throw new CaseFault(`${path} is for a target, but ${id} is ${role}`);
    if (splitFrom === id) throw new CaseFault(`${path} names ${id} itself`);
    if (byId.get(splitFrom)?.role !== 'target')
      throw new CaseFault(`${path} ${splitFrom} is no target of this case`);
    if (isSplitFromItself(id, byId))
      throw new CaseFault(
        `${path} ${splitFrom} leads back to ${id}: a lesion is no fragment of its own fragment`,
      );
  }
}

/** Whether the fragments of a lesion, and theirs, lead back to it. */
function isSplitFromItself(id: string, byId: ReadonlyMap<string, Lesion>): boolean {
  let origin = byId.get(id)?.splitFrom;
  for (let steps = 0; steps < byId.size && origin !== undefined; steps += 1) {
    if (origin === id) return true;
    origin = byId.get(origin)?.splitFrom;
  }
  return false;
}

function checkTimepoints(timepoints: readonly Timepoint[], lesions: readonly Lesion[]): void {
  const known = new Set(lesions.map((lesion) => lesion.id));
  const ids = new Set<string>();
  const [baseline] = timepoints;
  if (baseline === undefined) throw new CaseFault('timepoints must begin with the baseline, but is empty');
  for (const [index, timepoint] of timepoints.entries()) {
    const path = `timepoints[${index}]`;
    if (ids.has(timepoint.id)) throw new CaseFault(`${path}.id ${timepoint.id} is given twice`);
    ids.add(timepoint.id);
    const before = timepoints[index - 1];
    if (before !== undefined && timepoint.date < before.date) {
      throw new CaseFault(
        `${path}.date ${timepoint.date} is out of order: ${before.id} before it is of ${before.date}`,
      );
    }
    if (before !== undefined && timepoint.date === baseline.date) {
      throw new CaseFault(
        `${path}.date ${timepoint.date} is that of the baseline, and a case has one baseline`,
      );
    }
    checkFindings(timepoint, path, known);
  }
}

function checkFindings(timepoint: Timepoint, path: string, known: ReadonlySet<string>): void {
  const found = new Set<string>();
  for (const [index, { lesion, mergedInto }] of timepoint.findings.entries()) {
    const place = `${path}.findings[${index}]`;
    if (!known.has(lesion)) throw new CaseFault(`${place}.lesion ${lesion} is no lesion of this case`);
    if (found.has(lesion))
      throw new CaseFault(`${place}.lesion ${lesion} has a finding already at ${timepoint.id}`);
    found.add(lesion);
    if (mergedInto === undefined) continue;
    if (mergedInto === lesion) throw new CaseFault(`${place}.mergedInto names ${lesion} itself`);
    if (!known.has(mergedInto))
      throw new CaseFault(`${place}.mergedInto ${mergedInto} is no lesion of this case`);
  }
}
