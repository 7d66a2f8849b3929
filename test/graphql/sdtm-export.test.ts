import { dataCut } from '@readout/db/table/data-cut.ts';
import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import { encodeNodeId } from '@readout/graphql/node-id.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { ask, type Reply } from './ask.ts';
import { insertBlindedTrial } from './blinded-trial.ts';
import { blockPackage, FINDINGS } from './made-package.ts';

const db = withDatabase();
let trialId: string;
let cutId: string;

beforeAll(async () => {
  await db.asOwner(async (tx) => {
    ({ trialId } = await insertBlindedTrial(tx));
    const [cut] = await tx
      .insert(dataCut)
      .values({ trialId, name: 'Interim', cutOn: '2026-06-30', entryNumber: 1, takenById: 'manager' })
      .returning({ id: dataCut.id })
      .execute();
    cutId = encodeNodeId('DataCut', { trialId, id: cut?.id ?? '' });
  });
});

const as = (userId: string, source: string, variables: Readonly<Record<string, unknown>> = {}) =>
  ask(db.database, { userId }, source, variables);
const codesOf = ({ errors }: Reply) => errors.map(({ code }) => code);

const REQUEST = `mutation ($input: RequestSdtmExportInput!) { requestSdtmExport(input: $input) { id key state evaluators formats domains dataCut { name } analysis { evaluator criteria isConfirmed } isUnblinded isMine } }`;
const request = (who: string, input: Readonly<Record<string, unknown>> = {}) =>
  as(who, REQUEST, { input: { protocol: 'ONC-1042', reason: 'For the agency', ...input } });
interface Made {
  readonly id: string;
  readonly key: string;
}
const made = async (who: string, input: Readonly<Record<string, unknown>> = {}): Promise<Made> => {
  const { data, errors } = await request(who, input);
  expect(errors).toEqual([]);
  return data?.['requestSdtmExport'] as Made;
};
const say = (who: string, mutation: string, id: string, reason = 'As agreed') =>
  as(who, `mutation ($id: ID!, $reason: String!) { ${mutation}(id: $id, reason: $reason) { state } }`, {
    id,
    reason,
  });
const look = async (who: string, key: string, fields: string) => {
  const { data, errors } = await as(
    who,
    `query ($key: ID!) { trial(protocol: "ONC-1042") { sdtmExport(key: $key) { ${fields} } } }`,
    { key },
  );
  expect(errors).toEqual([]);
  return (data?.['trial'] as { readonly sdtmExport: Readonly<Record<string, unknown>> | null } | null)
    ?.sdtmExport;
};

describe('a package of SDTM datasets', () => {
  test('is asked for with what is left out taken whole, and stands first in the list', async () => {
    const { data, errors } = await request('manager', {
      dataCutId: cutId,
      analysis: { evaluator: 'CENTRAL' },
    });
    expect(errors).toEqual([]);
    expect(data?.['requestSdtmExport']).toMatchObject({
      state: 'QUEUED',
      formats: ['XPT', 'DATASET_JSON', 'CSV'],
      domains: null,
      dataCut: { name: 'Interim' },
      analysis: { evaluator: 'CENTRAL', criteria: null, isConfirmed: null },
      isUnblinded: false,
      isMine: true,
    });
    const { key, id } = await made('manager', {
      formats: ['CSV'],
      domains: ['RS', 'DM'],
      evaluators: ['READER_1'],
    });
    const list = (who: string, args: string) =>
      as(
        who,
        `{ trial(protocol: "ONC-1042") { sdtmExports(${args}) { totalCount edges { node { key domains } } } } }`,
      );
    expect((await list('manager', 'first: 1')).data).toMatchObject({
      trial: { sdtmExports: { totalCount: 2, edges: [{ node: { key, domains: ['DM', 'RS'] } }] } },
    });
    expect((await list('manager', 'states: [RELEASED]')).data).toMatchObject({
      trial: { sdtmExports: { totalCount: 0 } },
    });
    // Until it is released it is for who keeps the trial.
    expect((await list('auditor', 'first: 5')).data).toMatchObject({
      trial: { sdtmExports: { totalCount: 2 } },
    });
    expect((await list('sponsor', 'first: 5')).data).toMatchObject({
      trial: { sdtmExports: { totalCount: 0 } },
    });
    expect(await look('reader1', key, 'state')).toBeNull();
    expect((await say('manager', 'cancelSdtmExport', id, '')).errors).toMatchObject([
      { code: 'REASON_MISSING' },
    ]);
    expect((await say('manager', 'cancelSdtmExport', id)).data).toEqual({
      cancelSdtmExport: { state: 'CANCELLED' },
    });
    expect(await look('manager', key, 'state refusal')).toEqual({ state: 'CANCELLED', refusal: 'As agreed' });
    expect(codesOf(await say('manager', 'cancelSdtmExport', id))).toEqual(['CONFLICT']);
  });

  test.each([
    ['a reader', 'reader1', {}, 'FORBIDDEN'],
    ['a sponsor reviewer', 'sponsor', {}, 'FORBIDDEN'],
    ['a data manager of another trial', 'stranger', {}, 'NOT_FOUND'],
    ['no reason', 'manager', { reason: ' ' }, 'REASON_MISSING'],
    ['a cut that is none', 'manager', { dataCutId: 'x' }, 'NOT_FOUND'],
    ['no evaluator', 'manager', { evaluators: [] }, 'BAD_INPUT'],
    ['CENTRAL as an evaluator', 'manager', { evaluators: ['CENTRAL'] }, 'BAD_INPUT'],
    ['no format', 'manager', { formats: [] }, 'BAD_INPUT'],
    [
      'criteria that the charter has not',
      'manager',
      { analysis: { evaluator: 'CENTRAL', criteria: 'pcwg3' } },
      'BAD_INPUT',
    ],
    ['arms that one may not see', 'manager', { isUnblinded: true }, 'FORBIDDEN'],
  ])('is refused for %s', async (_what, who, input, code) => {
    expect(codesOf(await request(who, input))).toEqual([code]);
  });

  test.each([
    [{ domains: ['XX'] }, 'SdtmDomain'],
    [{ formats: ['SAS7BDAT'] }, 'SdtmFormat'],
  ])('is refused for a word that is not of the list: %o', async (input, list) => {
    const { errors } = await request('manager', input);
    expect(errors[0]?.message).toContain(`does not exist in "${list}" enum`);
  });

  test('tells its findings, is blocked until a data manager accepts them, and is seen by all once released', async () => {
    const { id, key } = await made('manager');
    await blockPackage(db.database, 'manager', key);
    const findings = (args: string) =>
      look(
        'manager',
        key,
        `findings(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { node { severity dataset row variable value rule sentence } } }`,
      );
    expect(await findings('first: 2')).toMatchObject({
      findings: {
        totalCount: 3,
        pageInfo: { hasNextPage: true },
        edges: [{ node: FINDINGS[1] }, { node: FINDINGS[2] }],
      },
    });
    expect(await findings('severity: WARNING')).toMatchObject({
      findings: { totalCount: 1, edges: [{ node: FINDINGS[0] }] },
    });
    expect(await findings('dataset: "TR", search: "-004"')).toMatchObject({
      findings: { totalCount: 1, edges: [{ node: FINDINGS[2] }] },
    });
    expect(await findings('sort: DATASET, direction: DESCENDING, first: 1')).toMatchObject({
      findings: { edges: [{ node: { dataset: 'TR' } }] },
    });
    expect(
      await look(
        'manager',
        key,
        'state report { errors warnings records rules { id count } } manifest { files { path records } versions { of version } cut { entryNumber } checkpoint { treeSize } }',
      ),
    ).toEqual({
      state: 'BLOCKED',
      report: {
        errors: 2,
        warnings: 1,
        records: 46,
        rules: [
          { id: 'K1', count: 2 },
          { id: 'T1', count: 1 },
        ],
      },
      manifest: {
        files: [{ path: 'dm.xpt', records: 6 }],
        versions: [{ of: 'SDTMIG', version: '3.4' }],
        cut: { entryNumber: 1 },
        checkpoint: { treeSize: 12 },
      },
    });
    expect(codesOf(await say('manager', 'releaseSdtmExport', id))).toEqual(['CONFLICT']);
    expect(codesOf(await say('sponsor', 'acceptSdtmExportFindings', id))).toEqual(['NOT_FOUND']);
    expect(codesOf(await say('auditor', 'acceptSdtmExportFindings', id))).toEqual(['FORBIDDEN']);
    expect(codesOf(await say('manager', 'acceptSdtmExportFindings', id, ' '))).toEqual(['REASON_MISSING']);
    expect((await say('manager', 'acceptSdtmExportFindings', id, 'Known at the source')).data).toEqual({
      acceptSdtmExportFindings: { state: 'DONE' },
    });
    expect(await look('sponsor', key, 'state')).toBeNull();
    expect((await say('manager', 'releaseSdtmExport', id)).data).toEqual({
      releaseSdtmExport: { state: 'RELEASED' },
    });
    expect(
      await look(
        'sponsor',
        key,
        'state acceptedReason file { kind sha256 bytes signatures { id } } fileName',
      ),
    ).toEqual({
      state: 'RELEASED',
      acceptedReason: 'Known at the source',
      file: { kind: 'SDTM_ZIP', sha256: 'ab'.repeat(32), bytes: 7, signatures: [] },
      fileName: 'ONC-1042.zip',
    });
    expect(await look('reader1', key, 'state')).toBeNull();
  });

  test('that tells arms shows what it found only to those who may see arms', async () => {
    await db.asOwner((tx) =>
      tx
        .insert(unblindingGrant)
        .values({
          trialId,
          personId: 'unblinded',
          firstGrantorId: 'administrator',
          secondGrantorId: 'manager',
          reason: 'Closed session of the committee',
        })
        .execute(),
    );
    const { key } = await made('unblinded', { isUnblinded: true });
    await blockPackage(db.database, 'unblinded', key);
    const fields = 'isUnblinded findings { totalCount }';
    expect(await look('unblinded', key, fields)).toEqual({ isUnblinded: true, findings: { totalCount: 3 } });
    // Neither it nor that it is there, whatever the role.
    expect(await look('manager', key, fields)).toBeNull();
    expect(await look('auditor', key, fields)).toBeNull();
  });

  test('is not there under the key of another trial, nor under none', async () => {
    expect(await look('manager', '019a0000-0000-7000-8000-000000000000', 'state')).toBeNull();
    expect(await look('manager', 'x', 'state')).toBeNull();
  });
});

test('files that left come page by page, by kind, in the order asked for', async () => {
  const files = (args: string) =>
    as(
      'manager',
      `{ trial(protocol: "ONC-1042") { fileExports(${args}) { totalCount edges { node { kind } } } } }`,
    );
  expect((await files('kinds: ["SDTM_ZIP"], first: 1')).data).toEqual({
    trial: { fileExports: { totalCount: 1, edges: [{ node: { kind: 'SDTM_ZIP' } }] } },
  });
  expect((await files('kinds: ["AUDIT_CSV"], sort: BYTES, direction: ASCENDING')).data).toEqual({
    trial: { fileExports: { totalCount: 0, edges: [] } },
  });
});
