import type { LesionRules as Rules, SizeRule as Size } from '@readout/criteria';
import { builder } from '../builder.ts';

const SizeRule = builder.objectRef<Size>('SizeRule').implement({
  description:
    'When a lesion of a kind is large enough to be a target; of several for a kind each must be met.',
  fields: (t) => ({
    kind: t.exposeString('kind', { nullable: true, description: 'Kind of lesion; null: every other kind.' }),
    size: t.exposeString('size', { description: 'longestDiameter, shortAxis or perpendicular.' }),
    leastMm: t.exposeFloat('leastMm', { description: 'Least size, mm.' }),
    isAbove: t.boolean({
      description: 'Whether the size must be above that; else at least that.',
      resolve: ({ isAbove }) => isAbove === true,
    }),
    sliceThicknessMultiple: t.exposeFloat('sliceThicknessMultiple', {
      nullable: true,
      description: 'A thick slice raises the least size to this multiple of it; null: it does not.',
    }),
    source: t.exposeString('source', { description: 'Publication and section.' }),
  }),
});

export const LesionRules = builder.objectRef<Rules>('LesionRules').implement({
  description: 'What a reader may choose as a target.',
  fields: (t) => ({
    maxTargets: t.exposeInt('maxTargets', {
      nullable: true,
      description: 'Targets at most; null: no number is set.',
    }),
    maxTargetsPerOrgan: t.exposeInt('maxTargetsPerOrgan', {
      nullable: true,
      description: 'Targets at most in one organ; null: no number is set.',
    }),
    sizes: t.field({
      type: [SizeRule],
      description: 'How large a target must be.',
      resolve: ({ sizes }) => sizes,
    }),
    neverMeasurable: t.exposeStringList('neverMeasurable', {
      description: 'Kinds of lesion that are never measurable.',
    }),
    source: t.exposeString('source', { description: 'Publication and section.' }),
  }),
});
