import { ANNEX_11 } from './annex-11.ts';
import type { Section } from './clause.ts';
import { CFR_21_PART_11 } from './cfr-21-part-11.ts';
import { FDA_GUIDANCE } from './fda-guidance.ts';
import { ICH_E6_R3 } from './ich-e6-r3.ts';

/** Every rule that the table tells of, in its order. */
export const SECTIONS: readonly Section[] = [CFR_21_PART_11, ANNEX_11, ICH_E6_R3, FDA_GUIDANCE];
