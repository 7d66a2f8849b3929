import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { SIGNATURE } from '#lib/ui/signature.ts';
import type { PageServerLoad } from './$types';

const FILE_EXPORTS = graphql(
  `
    query FileExports($protocol: String!) {
      viewer {
        person {
          id
        }
      }
      trial(protocol: $protocol) {
        fileExports {
          id
          kind
          fileName
          sha256
          bytes
          rows
          filter
          treeSize
          requestedAt
          requestedBy {
            id
            name
          }
          signatures {
            ...ShownSignature
          }
        }
      }
    }
  `,
  [SIGNATURE],
);

/** Files that left the trial: the person's own, and all for who keeps the trail. */
export const load: PageServerLoad = async (event) => {
  const { viewer, trial } = await ask(event, FILE_EXPORTS, { protocol: event.params.trial });
  if (trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  return {
    title: `Exports · ${event.params.trial}`,
    files: trial.fileExports.map((file) => ({ ...file, isOwn: file.requestedBy?.id === viewer.person.id })),
  };
};
