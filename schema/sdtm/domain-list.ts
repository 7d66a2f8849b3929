import { dm } from './dm.ts';
import { ds } from './ds.ts';
import { ex } from './ex.ts';
import { rs } from './rs.ts';
import { sv } from './sv.ts';
import { tr } from './tr.ts';
import { tu } from './tu.ts';
import type { Domain, DomainCode } from './domain.ts';

/** The domains this package reads, in submission order. */
export const DOMAINS = { DM: dm, EX: ex, DS: ds, SV: sv, TU: tu, TR: tr, RS: rs } satisfies Record<
  DomainCode,
  Domain
>;
