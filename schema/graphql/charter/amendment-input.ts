import { Refusal } from '@readout/db/refusal.ts';
import { trial } from '@readout/db/table/trial.ts';
import { ADJUDICATION_VARIABLES, READ_DESIGNS } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq } from 'drizzle-orm';
import { builder } from '../builder.ts';
import type { CharterProposal } from './proposed-charter.ts';

const ReadDesign = builder.enumType('ReadDesign', {
  description: 'How many readers a charter asks for, and whether they are adjudicated.',
  values: READ_DESIGNS,
});
const AdjudicationVariable = builder.enumType('AdjudicationVariable', {
  description: 'What two readers must agree on, so that no adjudication is needed.',
  values: ADJUDICATION_VARIABLES,
});

const CharterCriteriaInput = builder.inputType('CharterCriteriaInput', {
  description: 'Criteria of a charter with the settings it chooses.',
  fields: (t) => ({
    id: t.string({ required: true, description: 'Id of the criteria, e.g. irecist.' }),
    settings: t.field({
      type: 'JSON',
      description: 'An object of settings by name; what is left out has the default of the criteria.',
    }),
  }),
});

export const CharterAmendmentInput = builder.inputType('CharterAmendmentInput', {
  description: 'A charter as it would be. What is left out stays as in the charter that holds.',
  fields: (t) => ({
    protocol: t.string({ required: true, description: 'Protocol number of the trial.' }),
    criteria: t.field({
      type: [CharterCriteriaInput],
      description: 'All criteria that the charter names then, the primary one first.',
    }),
    readDesign: t.field({ type: ReadDesign, description: 'How many readers.' }),
    adjudicationVariable: t.field({
      type: AdjudicationVariable,
      description: 'What two readers must agree on.',
    }),
    isSequential: t.boolean({
      description: 'Whether a timepoint opens to a reader only when the one before is locked.',
    }),
  }),
});

/**
 * The proposal of a client, with the trial it is for.
 *
 * @throws Refusal NOT_FOUND for a trial that is not there for the viewer; BAD_INPUT for settings that are no object
 */
export async function proposalOfInput(
  tx: Transaction,
  input: typeof CharterAmendmentInput.$inferInput,
): Promise<{ readonly trialId: string; readonly proposal: CharterProposal }> {
  const [found] = await tx
    .select({ id: trial.id })
    .from(trial)
    .where(eq(trial.protocol, input.protocol))
    .execute();
  if (found === undefined) throw new Refusal('NOT_FOUND', `There is no trial ${input.protocol} for you.`);
  const criteria = input.criteria?.map(({ id, settings }) => ({
    criteria: id,
    settings: settingsOf(id, settings ?? {}),
  }));
  return {
    trialId: found.id,
    proposal: {
      criteria: criteria ?? null,
      readDesign: input.readDesign ?? null,
      adjudicationVariable: input.adjudicationVariable ?? null,
      isSequential: input.isSequential ?? null,
    },
  };
}

function settingsOf(id: string, given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return { ...given };
  throw new Refusal(
    'BAD_INPUT',
    `The settings of ${id} are ${JSON.stringify(given)}, but must be an object.`,
  );
}
