import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { recordAct } from '@readout/db/record-act.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { asViewer } from '@readout/db/viewer.ts';
import { decodeNodeId } from '@readout/graphql/node-id.ts';
import type { FastifyInstance } from 'fastify';
import { viewerOfRequest } from '../auth/viewer-of-request.ts';
import type { Hub } from '../http.ts';
import { sealNow } from '../job/seal.ts';
import { readReview } from './read-review.ts';
import { printReview } from './review-pdf.ts';
import { exportOf } from './trail-request.ts';

/**
 * `GET /audit/review.pdf?trial=PROTOCOL&review=ID`: the report of a review of the trail, with sample, verdicts, checkpoint and signatures.
 *
 * For a person's session, or a token with the scope `audit`. Leaves an EXPORT on the trail, with bytes and SHA-256 of the file.
 */
export async function registerReviewFile(app: FastifyInstance, hub: Hub): Promise<void> {
  const { database } = hub;
  app.get<{ Querystring: Readonly<Record<string, string | undefined>> }>(
    '/audit/review.pdf',
    async (request, reply) => {
      const refuse = (status: number, code: string, message: string) =>
        reply.code(status).send({ code, message, requestId: request.id });
      const known = await viewerOfRequest(request.headers, hub, 'audit');
      if (known === null)
        return refuse(401, 'UNAUTHENTICATED', 'Sign in, or send an API token with the scope audit.');
      const client = request.headers['user-agent'];
      const viewer = { ...known, requestId: request.id, ...(client === undefined ? {} : { client }) };
      try {
        const of = await exportOf(database, viewer, request.query['trial'] ?? '');
        const { trialId, id } = decodeNodeId('AuditReview', request.query['review'] ?? '');
        if (trialId !== of.trialId) throw new Refusal('NOT_FOUND', 'There is no such review in this trial.');
        // So that the checkpoint on the report covers what was said and signed.
        await sealNow(hub, 'EXPORT');
        const review = await asViewer(database, viewer, (db) => readReview(db, trialId, id));
        const file = await buffer(printReview(review, of));
        const what = `the review of the audit trail, entries ${review.fromNumber} to ${review.toNumber}`;
        await recordAct(database, viewer, {
          act: 'EXPORT',
          record: 'audit_review',
          recordId: id,
          trialId,
          details: {
            what,
            format: 'pdf',
            rows: review.entries.length,
            bytes: file.length,
            sha256: createHash('sha256').update(file).digest('hex'),
          },
          reason: `Exported ${what} of ${of.protocol}`,
        });
        return await reply
          .header('content-type', 'application/pdf')
          .header(
            'content-disposition',
            `attachment; filename="${of.protocol.replaceAll(/[^\w.-]/g, '_')}-audit-review.pdf"`,
          )
          .header('cache-control', 'no-store')
          .send(file);
      } catch (error) {
        if (error instanceof Refusal)
          return refuse(error.code === 'NOT_FOUND' ? 404 : 400, error.code, error.message);
        throw error;
      }
    },
  );
}
