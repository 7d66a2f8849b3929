import { encodeNodeId } from '@readout/graphql/node-id.ts';
import type { ReadTrial } from './read-trial.ts';

/** What reader 1 hands in: one target node, T01, of 40 × 30 mm, with more of the read and of the finding. */
export const readInputOf = (trial: ReadTrial, code: string, more: object = {}, finding: object = {}) => ({
  reviewId: encodeNodeId('Review', { trialId: trial.trialId, id: trial.reviewIds['READER_1'] ?? '' }),
  timepointId: encodeNodeId('Timepoint', { trialId: trial.trialId, id: trial.timepointIds[code] ?? '' }),
  lesions:
    code === 'BL'
      ? [
          {
            code: 'T01',
            role: 'target',
            kind: 'nodal',
            isOutsideRadiationField: true,
            isCytologyPositive: false,
          },
        ]
      : [],
  findings: [
    {
      lesion: 'T01',
      state: 'measured',
      longestDiameterMm: 40,
      perpendicularMm: 30,
      shortAxisMm: 30,
      ...finding,
    },
  ],
  reason: 'Read',
  ...more,
});
