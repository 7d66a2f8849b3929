import { REFUSAL_CODES } from '@readout/db/refusal.ts';
import { builder } from './builder.ts';

/** `extensions.code` of an error: the database's refusals, and INTERNAL for what is our bug. */
export const RefusalCode = builder.enumType('RefusalCode', {
  description: 'Why a request was not done, as `extensions.code` of its error.',
  values: [...REFUSAL_CODES, 'INTERNAL'] as const,
});
