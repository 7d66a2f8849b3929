import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { recordAct } from '@readout/db/record-act.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { asViewer, type Viewer } from '@readout/db/viewer.ts';
import { entriesOf } from '@readout/graphql/audit/entry-filter.ts';
import { sql } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { viewerOfRequest } from '../auth/viewer-of-request.ts';
import type { Hub } from '../http.ts';
import { readTrail, type ToldEntry } from './read-trail.ts';
import { copyJson, printCopy, readCopy } from './subject-copy.ts';
import { MOST_PRINTED, printTrail } from './trail-pdf.ts';
import { exportOf, filterOf, filterText, seesWholeTrail, type ExportOf } from './trail-request.ts';
import { trailCsv, trailJson } from './trail-text.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
} as const;
type Format = keyof typeof TYPES;
type Query = Readonly<Record<string, string | undefined>>;

/**
 * `GET /audit/trail.{csv,json,pdf}?trial=PROTOCOL&subject=…`: the trail that a filter finds.
 * `GET /subject/copy.{json,pdf}?trial=PROTOCOL&subject=NUMBER`: all that is kept of one subject.
 *
 * For a person's session, or a token with the scope `audit`. Each leaves an EXPORT on the trail, with rows, bytes and SHA-256 of the file.
 */
export async function registerTrailFiles(app: FastifyInstance, hub: Hub): Promise<void> {
  const { database } = hub;
  const answer =
    (work: (viewer: Viewer, query: Query, reply: FastifyReply) => Promise<unknown>) =>
    async (request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply) => {
      const refuse = (status: number, code: string, message: string) =>
        reply.code(status).send({ code, message, requestId: request.id });
      const viewer = await viewerOfRequest(request.headers, hub, 'audit');
      if (viewer === null)
        return refuse(401, 'UNAUTHENTICATED', 'Sign in, or send an API token with the scope audit.');
      try {
        const client = request.headers['user-agent'];
        return await work(
          { ...viewer, requestId: request.id, ...(client === undefined ? {} : { client }) },
          request.query,
          reply,
        );
      } catch (error) {
        if (error instanceof Refusal) return refuse(STATUS[error.code] ?? 400, error.code, error.message);
        throw error;
      }
    };

  for (const format of ['csv', 'json', 'pdf'] as const)
    app.get(
      `/audit/trail.${format}`,
      answer(async (viewer, query, reply) => {
        const of = await exportOf(database, viewer, query['trial'] ?? '');
        const filter = filterOf(query);
        const where = entriesOf(of.trialId, filter);
        await asViewer(database, viewer, async (db) => {
          if (!(await seesWholeTrail(db, of.trialId)))
            throw new Refusal(
              'FORBIDDEN',
              'The trail is exported by data managers, trial administrators and auditors.',
            );
          if (format !== 'pdf') return;
          const { rows } = await db.execute<{ count: number }>(
            sql`select count(*)::int as count from (select 1 from audit.entry e where ${where} limit ${MOST_PRINTED + 1}) c`,
          );
          if ((rows[0]?.count ?? 0) > MOST_PRINTED)
            throw new Refusal(
              'BAD_INPUT',
              `A PDF has ${MOST_PRINTED} entries at most; choose a subject or days, or take CSV or JSON, which have no limit.`,
            );
        });
        const counter = { rows: 0 };
        const pages = counted(readTrail(database, viewer, of.trialId, filter), counter);
        const body =
          format === 'csv'
            ? Readable.from(trailCsv(pages))
            : format === 'json'
              ? Readable.from(trailJson(pages, of, filter))
              : await printTrail(pages, of, filter);
        return send(reply, body, {
          format,
          of,
          viewer,
          what: 'the audit trail',
          filter: filterText(filter),
          counter,
        });
      }),
    );

  for (const format of ['json', 'pdf'] as const)
    app.get(
      `/subject/copy.${format}`,
      answer(async (viewer, query, reply) => {
        const of = await exportOf(database, viewer, query['trial'] ?? '');
        const copy = await readCopy(database, viewer, of, query['subject'] ?? '');
        const body = format === 'json' ? Readable.from([copyJson(copy)]) : printCopy(copy);
        return send(reply, body, {
          format,
          of,
          viewer,
          what: `the copy of subject ${copy.number}`,
          subjectId: copy.subjectId,
          counter: { rows: copy.history.length },
        });
      }),
    );

  interface Sent {
    readonly format: Format;
    readonly of: ExportOf;
    readonly viewer: Viewer;
    readonly what: string;
    readonly filter?: string;
    readonly subjectId?: string;
    readonly counter: { readonly rows: number };
  }

  /** Sends a file as it is made; what has left is on the trail before the last byte is. */
  function send(reply: FastifyReply, body: NodeJS.ReadableStream, sent: Sent): FastifyReply {
    const hash = createHash('sha256');
    let bytes = 0;
    const note = async () => {
      const { of, what, filter, format, counter, subjectId } = sent;
      await recordAct(database, sent.viewer, {
        act: 'EXPORT',
        record: subjectId === undefined ? 'audit_trail' : 'subject',
        recordId: subjectId ?? of.trialId,
        trialId: of.trialId,
        subjectId,
        details: {
          what,
          format,
          filter: filter || null,
          rows: counter.rows,
          bytes,
          sha256: hash.digest('hex'),
        },
        reason: `Exported ${what} of ${of.protocol}`,
      });
    };
    const measured = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
      flush(done) {
        note().then(() => done(), done);
      },
    });
    const name = `${sent.of.protocol}-${sent.subjectId === undefined ? 'audit-trail' : sent.what.replace('the copy of ', '')}`;
    body.on('error', (error: Error) => measured.destroy(error));
    return reply
      .header('content-type', TYPES[sent.format])
      .header(
        'content-disposition',
        `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}.${sent.format}"`,
      )
      .header('cache-control', 'no-store')
      .send(body.pipe(measured));
  }
}

const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404 };

async function* counted(
  pages: AsyncIterable<readonly ToldEntry[]>,
  counter: { rows: number },
): AsyncGenerator<readonly ToldEntry[]> {
  for await (const page of pages) {
    counter.rows += page.length;
    yield page;
  }
}
