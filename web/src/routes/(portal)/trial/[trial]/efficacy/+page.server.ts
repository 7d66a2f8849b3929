import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { readChoice } from './choice.ts';
import type { PageServerLoad } from './$types';

const EfficacyPage = graphql(`
  query EfficacyPage(
    $protocol: String!
    $evaluator: Evaluator!
    $criteria: String
    $isConfirmed: Boolean
    $population: Population!
    $arm: String
    $site: String
  ) {
    trial(protocol: $protocol) {
      efficacy(
        evaluator: $evaluator
        criteria: $criteria
        isConfirmed: $isConfirmed
        population: $population
        arm: $arm
        site: $site
      ) {
        isConfirmed
        version
        criteria {
          id
          name
          isConfirmed
          burdenName
          responsePercent
          progressionPercent
        }
        groups {
          arm {
            code
            name
          }
          subjects
          counts {
            response
            count
            percent
          }
          objectiveResponse {
            count
            of
            percent
            lowerPercent
            upperPercent
          }
          diseaseControl {
            count
            of
            percent
            lowerPercent
            upperPercent
          }
          medianBestChangePercent
        }
        waterfall {
          subjectId
          subject
          arm
          bestChangePercent
          best
          isUnconfirmed
          unconfirmedBest
        }
        swimmer {
          subjectId
          subject
          arm
          best
          firstDoseDay
          lastDoseDay
          isOngoing
          offTreatmentDay
          lastContactDay
          deathDay
          responseDay
          progressionDay
          responses {
            day
            response
            timepoint
          }
        }
      }
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const choice = readChoice(event.url.searchParams);
  const { trial } = await ask(event, EfficacyPage, {
    protocol: event.params.trial,
    evaluator: choice.evaluator,
    criteria: choice.criteria,
    isConfirmed: choice.confirmed === 'charter' ? null : choice.confirmed === 'yes',
    population: choice.population,
    arm: choice.arm,
    site: choice.site,
  });
  if (trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  return { title: `Efficacy · ${event.params.trial}`, efficacy: trial.efficacy, choice };
};
