import { EVALUATORS } from '@readout/db/term.ts';
import { builder } from '../builder.ts';

/** Who looked, or CENTRAL: whose review the charter's rule accepts. */
export const ASKED_EVALUATORS = ['CENTRAL', ...EVALUATORS] as const;
export type AskedEvaluator = (typeof ASKED_EVALUATORS)[number];

export const Evaluator = builder.enumType('Evaluator', {
  description:
    "Who looked at the images. CENTRAL is no evaluator: it stands for the review that the charter's rule accepts.",
  values: ASKED_EVALUATORS,
});
