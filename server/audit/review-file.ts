import { Readable } from 'node:stream';
import { Refusal } from '@readout/db/refusal.ts';
import { asViewer } from '@readout/db/viewer.ts';
import { decodeNodeId } from '@readout/graphql/node-id.ts';
import type { FastifyInstance } from 'fastify';
import type { Hub } from '../http.ts';
import { sealNow } from '../job/seal.ts';
import { answerFile } from './answer-file.ts';
import { readReview } from './read-review.ts';
import { printReview } from './review-pdf.ts';
import { sendExport } from './send-export.ts';
import { exportOf } from './trail-request.ts';

/**
 * `GET /audit/review.pdf?trial=PROTOCOL&review=ID`: the report of a review of the trail, with sample, verdicts, checkpoint and signatures.
 *
 * Kept in file_export as the other files are.
 */
export async function registerReviewFile(app: FastifyInstance, hub: Hub): Promise<void> {
  const { database } = hub;
  app.get(
    '/audit/review.pdf',
    answerFile(hub, async (viewer, query, reply) => {
      const of = await exportOf(database, viewer, query['trial'] ?? '');
      const { trialId, id } = decodeNodeId('AuditReview', query['review'] ?? '');
      if (trialId !== of.trialId) throw new Refusal('NOT_FOUND', 'There is no such review in this trial.');
      // So that the checkpoint on the report covers what was said and signed.
      await sealNow(hub, 'EXPORT');
      const review = await asViewer(database, viewer, (db) => readReview(db, trialId, id));
      return sendExport(hub, reply, Readable.from(printReview(review, of)), {
        format: 'pdf',
        of,
        viewer,
        what: 'the review of the audit trail',
        fileName: `${of.protocol}-audit-review.pdf`,
        filter: `entries ${review.fromNumber} to ${review.toNumber}`,
        counter: { rows: review.entries.length },
      });
    }),
  );
}
