import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { LUNG_TRIAL } from '@readout/server/seed/lung/protocol.ts';
import { DEMO_PASSPHRASE, DEMO_PEOPLE } from '@readout/server/seed/people.ts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { findBarriers, READY, SCREENSHOTS, withPortal } from './app.ts';

const app = withPortal();
const trial = `/trial/${LUNG_TRIAL.protocol}`;
const REASON = 'Interim analysis, to the agency';
const FORMATS = ['SAS XPT', 'Dataset-JSON', 'CSV'];
let packagePath = '';

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(SCREENSHOTS, `export-${name}.png`), fullPage: true });
const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const tile = (page: Page, name: string) =>
  page.getByLabel('In numbers').locator('div', { hasText: name }).locator('p').nth(1).textContent();
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a package of SDTM datasets', { timeout: 300_000 }, () => {
  test('is made by one press, checked, released, signed, and counts as the page of efficacy does', async () => {
    const { context, page } = await app.openAs('dataManager');
    await page.goto(`${app.url}${trial}/export`, READY);
    await page.getByRole('heading', { name: 'No package yet' }).waitFor();
    await picture(page, 'empty');
    expect(await findBarriers(page)).toEqual([]);

    // The data as they are now, as those are what the page of efficacy shows. A refusal keeps what was chosen.
    await page.locator('select[name=dataCutId]').selectOption('');
    await page.getByText('What goes in').click();
    for (const format of FORMATS) await page.getByLabel(format, { exact: true }).uncheck();
    await page.getByLabel('Reason').fill(REASON);
    await page.getByRole('button', { name: 'Make the package' }).click();
    await page.getByText('Choose at least one format.').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe(REASON);
    expect(await page.locator('select[name=dataCutId]').inputValue()).toBe('');
    for (const format of FORMATS) await page.getByLabel(format, { exact: true }).check();
    await page.getByRole('button', { name: 'Make the package' }).click();
    await page.waitForURL(/\/export\/[\da-f-]{36}$/);
    packagePath = new URL(page.url()).pathname;

    await page.getByRole('heading', { name: 'From check to release' }).waitFor({ timeout: 200_000 });
    await picture(page, 'checked');
    expect(await findBarriers(page)).toEqual([]);
    expect(await tile(page, 'Errors')).toBe('0');
    const subjects = await page.locator('nav a', { hasText: 'Subjects' }).locator('.count').textContent();
    await page.getByRole('link', { name: /^Datasets/ }).click();
    await page.waitForURL(/part=datasets/);
    expect(await page.locator('tr:has(th:text-is("DM")) td.num').textContent()).toBe(subjects);
    await page.getByRole('link', { name: /^Files/ }).click();
    await page.getByRole('region', { name: 'Files of the package' }).waitFor();
    await picture(page, 'files');
    expect(await findBarriers(page)).toEqual([]);

    await page.getByLabel('Why it is released, and to whom it goes').fill('Sent to the agency');
    await page.getByRole('button', { name: 'Release the package' }).click();
    await page.getByRole('link', { name: /^Sign the package/ }).click();
    await page.getByLabel('E-mail').fill(DEMO_PEOPLE.dataManager.email);
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('status').getByText('Signed', { exact: true }).waitFor();
    await picture(page, 'released');
    expect(await findBarriers(page)).toEqual([]);

    const href = await page.getByRole('link', { name: /^Download/ }).getAttribute('href');
    const answer = await page.request.get(`${app.url}${href ?? ''}`);
    expect(answer.status()).toBe(200);
    const zip = await answer.body();
    await page.getByText(sha256Of(zip)).first().waitFor();
    const files = await readZip(zip);
    const { files: told } = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest;
    expect(told.length).toBe(files.size - 1);
    for (const { path, sha256 } of told) expect(sha256Of(files.get(path) ?? Buffer.of()), path).toBe(sha256);

    await page.goto(`${app.url}${trial}/efficacy`);
    expect(countBest(files)).toEqual(await shownBest(page));
    await context.close();
  });

  for (const [name, options] of [
    ['dark', { colorScheme: 'dark' }],
    ['tablet', { viewport: { width: 768, height: 1024 } }],
  ] as const) {
    test(`is seen by a sponsor once it is released, with its findings, without barriers: ${name}`, async () => {
      const { context, page } = await app.openAs('sponsor', options);
      await page.goto(`${app.url}${trial}/export`, READY);
      await page.locator('tbody th').getByRole('link').first().click();
      await page.waitForURL(`${app.url}${packagePath}`);
      await page.getByRole('link', { name: /^Download/ }).waitFor();
      await page.locator('select[name=severity]').selectOption('warning');
      await page.waitForURL(/severity=warning/);
      await picture(page, name);
      expect(await findBarriers(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      const findings = await page.request.get(`${app.url}${packagePath}/findings.csv?severity=warning`);
      expect((await findings.text()).split('\r\n')[0]).toBe(
        'severity,dataset,row,variable,value,sentence,rule',
      );
      await page.goto(`${app.url}${trial}/export?list=files&kind=sdtm`);
      await page.getByRole('row', { name: /SDTM package, ZIP/ }).waitFor();
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      await context.close();
    });
  }
});

interface Manifest {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

async function readZip(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await fromBufferPromise(bytes);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

/** Dataset-JSON, as far as it is read here. */
interface DatasetJson {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Best confirmed responses of the treated, counted in ADRS of the package. */
function countBest(files: ReadonlyMap<string, Buffer>): Readonly<Record<string, number>> {
  const [, bytes] = [...files].find(([path]) => path.endsWith('/adrs.json')) ?? [];
  const { columns, rows } = JSON.parse(bytes?.toString() ?? '') as DatasetJson;
  const place = (name: string) => columns.findIndex((column) => column.name === name);
  const [code, flag, word] = [place('PARAMCD'), place('SAFFL'), place('AVALC')];
  const counted: Record<string, number> = {};
  for (const row of rows) {
    if (row[code] !== 'CBOR' || row[flag] !== 'Y') continue;
    const response = String(row[word]);
    counted[response] = (counted[response] ?? 0) + 1;
  }
  return counted;
}

/** Best responses as the table of the page of efficacy counts them; words that nobody has are left out. */
async function shownBest(page: Page): Promise<Readonly<Record<string, number>>> {
  const rows = page.getByRole('region', { name: 'Best overall response' }).locator('tbody tr:not(.rate)');
  const shown = await rows.evaluateAll((each) =>
    each.map((row) => [
      row.querySelector('th')?.textContent.trim() ?? '',
      Number(row.querySelector('td.num')?.textContent),
    ]),
  );
  return Object.fromEntries(shown.filter(([, count]) => count !== 0)) as Readonly<Record<string, number>>;
}
