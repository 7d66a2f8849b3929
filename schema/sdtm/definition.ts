import type { DatasetDefinition, Origin } from './dataset.ts';
import { dm } from './dm.ts';
import { definitionOf, type Table } from './domain.ts';
import { ds } from './ds.ts';
import { ex } from './ex.ts';
import { pr } from './pr.ts';
import { relrec } from './relrec.ts';
import { rs } from './rs.ts';
import { se } from './se.ts';
import { supplementDefinition } from './supplement.ts';
import { sv } from './sv.ts';
import { ta } from './ta.ts';
import { te } from './te.ts';
import { ti } from './ti.ts';
import { tr } from './tr.ts';
import { ts } from './ts.ts';
import { tu } from './tu.ts';
import { tv } from './tv.ts';

/** Tables of the subjects' data, in submission order. */
const TABLES: readonly Table[] = [dm, sv, se, pr, ex, ds, tu, tr, rs];

/** Tables that describe the trial. */
const DESIGN: readonly Table[] = [ts, tv, ta, te, ti];

/** Every SDTM dataset that may leave, in submission order: the trial's design, DM, the other domains, SUPP--, RELREC. */
export const SDTM_DATASETS: readonly DatasetDefinition[] = [
  ...DESIGN.map(definitionOf),
  ...TABLES.map(definitionOf),
  ...TABLES.map(supplementDefinition),
  definitionOf(relrec),
];

const BY_NAME = new Map(SDTM_DATASETS.map((definition) => [definition.name, definition]));

/** The definition of a dataset by its name, e.g. TU or SUPPTU; undefined for one that never leaves. */
export function findDefinition(name: string): DatasetDefinition | undefined {
  return BY_NAME.get(name);
}

/** How a supplemental qualifier comes about, e.g. RSDERIV of RS; undefined for the rest of a long text, which comes about as its variable does. */
export function findQualifier(
  domain: string,
  name: string,
): { readonly origin: Origin; readonly method: string | null } | undefined {
  const table = TABLES.find(({ code }) => code === domain);
  return table?.supplements?.find(([qualifier]) => qualifier === name)?.[2];
}
