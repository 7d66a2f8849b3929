import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import type { LayoutServerLoad } from './$types';

const TrialEvaluators = graphql(`
  query TrialEvaluators($protocol: String!) {
    trial(protocol: $protocol) {
      evaluators {
        evaluator
        subjects
      }
    }
  }
`);

/** The trial of the pages below: what the frame knows of it already, and who has reviews there. */
export const load: LayoutServerLoad = async (event) => {
  const [{ trials }, asked] = await Promise.all([
    event.parent(),
    ask(event, TrialEvaluators, { protocol: event.params.trial }),
  ]);
  const frame = trials.find(({ protocol }) => protocol === event.params.trial);
  if (frame === undefined || asked.trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  return { trial: { ...frame, evaluators: asked.trial.evaluators } };
};
