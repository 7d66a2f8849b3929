import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportAtOnce } from '@readout/server/job/sdtm-export/export-at-once.ts';
import { readConfig } from '@readout/server/config.ts';
import { kaplanMeier } from '@readout/statistics/kaplan-meier.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTokenHub, type Member, type TokenHub } from '../graphql/token-hub.ts';
import { openDemoDatabase, OPERATOR, withDatabase } from '../postgres.ts';
import { hasR, listReadmeBlocks, runR } from './r-program.ts';

const PROTOCOL = 'ORI-301';

// A statistician's path: export, read in R, and find the portal's counts.
describe.skipIf(!hasR('haven', 'survival', 'jsonlite'))(
  'an export of the demo trial, read by the R lines of the README (skipped without R, haven, survival, jsonlite)',
  () => {
    const db = withDatabase(openDemoDatabase);
    let folder: string;
    let hub: TokenHub | undefined;
    let address: string;
    let statistician: Member;
    let records: Readonly<Record<string, number>>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'readout-haven-'));
      hub = await openTokenHub(db);
      address = await hub.app.listen({ port: 0, host: '127.0.0.1' });
      const { rows } = await db.database.owner.query<{ id: string }>(
        'select id from trial where protocol = $1',
        [PROTOCOL],
      );
      const trialId = rows[0]?.id ?? '';
      statistician = await hub.join(trialId, 'STATISTICIAN', 'Ada Byron');
      const config = readConfig({ LOG_LEVEL: 'silent', DATABASE_URL: db.database.url, READOUT_DATA: folder });
      const done = await exportAtOnce(
        { database: db.database, config },
        {
          request: {
            trialId,
            dataCutId: null,
            evaluators: ['INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR'],
            domains: ['DM', 'RS'],
            formats: ['XPT'],
            adam: { evaluator: 'CENTRAL', criteria: null, isConfirmed: null },
            isUnblinded: true,
            reason: 'Analysis in R',
          },
          viewer: OPERATOR,
          isOperator: true,
          accept: null,
          zip: false,
          folder: join(folder, 'export'),
          signal: new AbortController().signal,
        },
      );
      records = Object.fromEntries(
        done.manifest.files.flatMap(({ path, records: count }) =>
          path.endsWith('.xpt') && count !== null
            ? [[(path.split('/').at(-1) ?? '').replace('.xpt', '').toUpperCase(), count]]
            : [],
        ),
      );
    }, 300_000);
    afterAll(async () => {
      await hub?.app.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('haven reads each file whole, and the counts of best responses are the portal’s', async () => {
      const [lines] = listReadmeBlocks();
      const told = await runR(
        lines ?? '',
        `list(rows = lapply(data, nrow), counts = as.list(counts), median = unname(summary(survival)$table["median"]),
          time = pfs$AVAL, censored = pfs$CNSR, isDate = inherits(pfs$ADT, "Date"))`,
        { READOUT_EXPORT: join(folder, 'export') },
      );
      expect(told['rows']).toEqual(records);
      expect(Object.keys(records)).toEqual(
        expect.arrayContaining(['DM', 'RS', 'ADSL', 'ADTR', 'ADRS', 'ADTTE']),
      );
      expect(told['counts']).toEqual(await portalCounts());
      expect(told['isDate']).toBe(true);
      const censored = told['censored'] as readonly number[];
      const times = (told['time'] as readonly number[]).map((time, at) => ({
        time,
        isEvent: censored[at] === 0,
      }));
      expect(new Set(censored)).toEqual(new Set([0, 1]));
      expect(told['median']).toBe(kaplanMeier(times).median.time);
    }, 120_000);

    test.skipIf(!hasR('httr2'))(
      'the API gives R the same counts with a token (skipped without httr2)',
      async () => {
        const [, lines] = listReadmeBlocks();
        const told = await runR(lines ?? '', 'list(portal = as.list(portal[portal > 0]))', {
          READOUT_URL: address,
          READOUT_TOKEN: statistician.headers.authorization.replace('Bearer ', ''),
          READOUT_TRIAL: PROTOCOL,
        });
        expect(told['portal']).toEqual(await portalCounts());
      },
      120_000,
    );

    async function portalCounts(): Promise<Readonly<Record<string, number>>> {
      const query = `{ trial(protocol: "${PROTOCOL}") { efficacy { groups { counts { response count } } } } }`;
      const reply = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { ...statistician.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      interface Answer {
        readonly data: {
          readonly trial: {
            readonly efficacy: {
              readonly groups: readonly {
                readonly counts: readonly { readonly response: string; readonly count: number }[];
              }[];
            };
          };
        };
      }
      const [everybody] = ((await reply.json()) as Answer).data.trial.efficacy.groups;
      const counts = (everybody?.counts ?? []).filter(({ count }) => count > 0);
      expect(counts.length).toBeGreaterThan(2);
      return Object.fromEntries(counts.map(({ response, count }) => [response, count]));
    }
  },
);
