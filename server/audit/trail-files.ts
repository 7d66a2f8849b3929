import { Readable } from 'node:stream';
import { Refusal } from '@readout/db/refusal.ts';
import { asViewer, type Transaction } from '@readout/db/viewer.ts';
import { entriesOf } from '@readout/graphql/audit/entry-filter.ts';
import { sql, type SQL } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { Hub } from '../http.ts';
import { sealNow } from '../job/seal.ts';
import { answerFile } from './answer-file.ts';
import { readTrail, type ToldEntry } from './read-trail.ts';
import { sendExport } from './send-export.ts';
import { copyJson, printCopy, readCopy } from './subject-copy.ts';
import { MOST_PRINTED, printTrail } from './trail-pdf.ts';
import { provedTrail } from './proved-trail.ts';
import { exportOf, filterOf, filterText, seesWholeTrail } from './trail-request.ts';
import { trailCsv, trailJson } from './trail-text.ts';

/**
 * `GET /audit/trail.{csv,json,jsonl,pdf}?trial=PROTOCOL&subject=…`: the trail that a filter finds; jsonl with its proofs, without a filter also `GET /audit/export?trial=PROTOCOL`.
 * `GET /subject/copy.{json,pdf}?trial=PROTOCOL&subject=NUMBER`: all that is kept of one subject.
 *
 * For a person's session, or a token with the scope `audit`. Each is kept in file_export, and so on the trail, with rows, bytes and SHA-256 of the file.
 */
export async function registerTrailFiles(app: FastifyInstance, hub: Hub): Promise<void> {
  const { database } = hub;
  const sendTrail = (format: 'csv' | 'json' | 'jsonl' | 'pdf') =>
    answerFile(hub, async (viewer, query, reply) => {
      const of = await exportOf(database, viewer, query['trial'] ?? '');
      const filter = filterOf(query);
      const where = entriesOf(of.trialId, filter);
      await asViewer(database, viewer, (db) => refuseExport(db, of.trialId, where, format));
      const counter = { rows: 0 };
      const sent = {
        format,
        of,
        viewer,
        what: 'the audit trail' as const,
        fileName: `${of.protocol}-audit-trail.${format}`,
        filter: filterText(filter),
        counter,
      };
      if (format === 'jsonl') {
        const { note, size } = await sealNow(hub, 'EXPORT');
        const chosen = sent.filter === '' ? undefined : { where, text: sent.filter };
        const lines = provedTrail(hub, viewer, { of, chosen, note }, counter);
        return sendExport(hub, reply, Readable.from(lines), { ...sent, treeSize: size });
      }
      const pages = counted(readTrail(database, viewer, of.trialId, filter), counter);
      const body =
        format === 'csv'
          ? Readable.from(trailCsv(pages))
          : format === 'json'
            ? Readable.from(trailJson(pages, of, filter))
            : Readable.from(await printTrail(pages, of, filter));
      return sendExport(hub, reply, body, sent);
    });

  for (const format of ['csv', 'json', 'jsonl', 'pdf'] as const)
    app.get(`/audit/trail.${format}`, sendTrail(format));
  app.get('/audit/export', sendTrail('jsonl'));

  for (const format of ['json', 'pdf'] as const)
    app.get(
      `/subject/copy.${format}`,
      answerFile(hub, async (viewer, query, reply) => {
        const of = await exportOf(database, viewer, query['trial'] ?? '');
        const copy = await readCopy(database, viewer, of, query['subject'] ?? '');
        const body = Readable.from(format === 'json' ? [copyJson(copy)] : printCopy(copy));
        return sendExport(hub, reply, body, {
          format,
          of,
          viewer,
          what: 'the copy of a subject',
          fileName: `${of.protocol}-subject-${copy.number}.${format}`,
          subjectId: copy.subjectId,
          counter: { rows: copy.history.length },
        });
      }),
    );
}

/** @throws Refusal FORBIDDEN to who sees a part of the trail only; BAD_INPUT for a PDF of too many entries */
async function refuseExport(db: Transaction, trialId: string, where: SQL, format: string): Promise<void> {
  if (!(await seesWholeTrail(db, trialId)))
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
}

async function* counted(
  pages: AsyncIterable<readonly ToldEntry[]>,
  counter: { rows: number },
): AsyncGenerator<readonly ToldEntry[]> {
  for await (const page of pages) {
    counter.rows += page.length;
    yield page;
  }
}
