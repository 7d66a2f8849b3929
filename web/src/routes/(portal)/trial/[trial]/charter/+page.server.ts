import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { SIGNATURE } from '#lib/ui/signature.ts';
import type { PageServerLoad } from './$types';

const CharterPage = graphql(
  `
    query CharterPage($protocol: String!) {
      trial(protocol: $protocol) {
        charters {
          id
          version
          adoptedAt
          readDesign
          adjudicationVariable
          isSequential
          signatures {
            ...ShownSignature
          }
          criteria {
            id
            name
            allSettings {
              value
              isChosen
              setting {
                name
                meaning
                unit
                default
              }
            }
            criteria {
              citations {
                text
                doi
              }
              burdenName
              burdenUnit
              bestWords {
                word
              }
              tables {
                title
                source
                columns
                rows
                rowSources
              }
            }
          }
        }
      }
    }
  `,
  [SIGNATURE],
);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, CharterPage, { protocol: event.params.trial });
  const [held, ...earlier] = trial?.charters ?? [];
  if (held === undefined)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  return {
    title: `Charter · ${event.params.trial}`,
    held,
    earlier,
    isAmended: event.url.searchParams.has('amended'),
  };
};
