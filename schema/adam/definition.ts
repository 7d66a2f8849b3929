import type { DatasetDefinition } from '@readout/sdtm/dataset.ts';
import { ADSL } from './adsl.ts';

/** The analysis datasets, in submission order. */
export const ADAM_DATASETS: readonly DatasetDefinition[] = [ADSL.definition];
