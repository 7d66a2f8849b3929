import type { DatasetDefinition } from '@readout/sdtm/dataset.ts';
import { ADRS } from './adrs.ts';
import { ADSL } from './adsl.ts';
import { ADTR } from './adtr.ts';
import { ADTTE } from './adtte.ts';

/** The analysis datasets, in submission order. */
export const ADAM_DATASETS: readonly DatasetDefinition[] = [ADSL, ADTR, ADRS, ADTTE].map(
  ({ definition }) => definition,
);
