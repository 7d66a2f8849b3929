import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LUNG_TRIAL } from '@readout/server/seed/lung/protocol.ts';
import { DEMO_PASSPHRASE, DEMO_PEOPLE } from '@readout/server/seed/people.ts';
import { findBarriers, READY, SCREENSHOTS, withPortal } from './app.ts';

const app = withPortal();
const trail = `/trial/${LUNG_TRIAL.protocol}/audit`;

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(SCREENSHOTS, `audit-review-${name}.png`), fullPage: true });
const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const rowsOf = (page: Page) => page.locator('li:has(fieldset)');

describe('a review of the audit trail', { timeout: 180_000 }, () => {
  test('says what to do where there is none, and is not shown to those who do not see the trail', async () => {
    const auditor = await app.openAs('auditor');
    await auditor.page.goto(`${app.url}${trail}`, READY);
    await auditor.page.getByText(/^Review due/).waitFor();
    await auditor.page.getByRole('link', { name: 'Review', exact: true }).click();
    await auditor.page.getByRole('heading', { name: 'The trail was not reviewed yet' }).waitFor();
    await picture(auditor.page, 'empty');
    expect(await findBarriers(auditor.page)).toEqual([]);
    await auditor.context.close();
    const sponsor = await app.openAs('sponsor');
    await sponsor.page.goto(`${app.url}${trail}/review`, READY);
    await sponsor.page.getByText('Reviews of the trail are not shown to your role').waitFor();
    await sponsor.context.close();
  });

  test('is begun, judged, closed and signed, and leaves as a report', async () => {
    const { context, page } = await app.openAs('auditor');
    await page.goto(`${app.url}${trail}/review`, READY);
    await page.getByLabel('Sample of the other entries').fill('0.1');
    await page.getByLabel('Why').fill('First review, as the monitoring plan says');
    await page.getByRole('button', { name: 'Begin the review' }).click();
    await page.getByRole('heading', { name: /^Review of entries/ }).waitFor();
    const listed = Number(/of (\d+) entries/.exec((await page.locator('main').textContent()) ?? '')?.[1]);
    expect(listed).toBeGreaterThan(30);
    // A verdict that is not whole is refused, and keeps what was typed of the others.
    const [first, second] = [rowsOf(page).nth(0), rowsOf(page).nth(1)];
    await first.getByLabel('Question').check();
    await second.getByLabel('Justified', { exact: true }).check();
    await second.getByLabel(/^Note on entry/).fill('Seen in the source');
    await page.getByRole('button', { name: 'Save the verdicts' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('Say what is asked');
    expect(await second.getByLabel(/^Note on entry/).inputValue()).toBe('Seen in the source');
    expect(await first.getByLabel('Question').isChecked()).toBe(true);
    await first.getByLabel(/^Note on entry/).fill('Which form was this taken from?');
    await page.getByRole('button', { name: 'Save the verdicts' }).click();
    await page.getByText(`2 of ${listed} entries with a verdict`).waitFor();
    await picture(page, 'list');
    expect(await findBarriers(page)).toEqual([]);
    // Filters stand in the address, and what is chosen there goes on after a verdict.
    await page.locator('select[name=state]').selectOption('open');
    await page.waitForURL(/state=open/);
    for (let left = listed - 2; left > 0; left -= 25) {
      await page.getByLabel('The others on this page are justified').check();
      await page.getByRole('button', { name: 'Save the verdicts' }).click();
      await page
        .getByText(`${listed - Math.max(0, left - 25)} of ${listed} entries with a verdict`)
        .waitFor();
    }
    expect(page.url()).toContain('state=open');
    await page.getByLabel('Next review due').fill(dayIn(90));
    await page.getByLabel('What the review found').fill('One question is asked; the rest is justified.');
    await page.getByRole('button', { name: 'Close the review' }).click();
    await page.getByRole('link', { name: 'Sign the review' }).click();
    await page.getByRole('heading', { name: /^Sign the review of the audit trail/i }).waitFor();
    await picture(page, 'sign');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel('E-mail').fill(DEMO_PEOPLE.auditor.email);
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('I have reviewed the audit trail as this report says.').first().waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await picture(page, 'signed');
    const href = await page.getByRole('link', { name: 'Report (PDF)' }).getAttribute('href');
    const report = await page.request.get(`${app.url}${href ?? ''}`);
    expect(report.headers()['content-type']).toBe('application/pdf');
    expect((await report.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await context.close();
  });

  for (const [name, options] of [
    ['dark', { colorScheme: 'dark' }],
    ['tablet', { viewport: { width: 768, height: 1024 } }],
    ['phone without scripts', { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }],
  ] as const) {
    test(`shows an earlier review with a question to whoever sees the trail: ${name}`, async () => {
      const { context, page } = await app.openAs('administrator', options);
      await page.goto(`${app.url}${trail}/review`, READY);
      await page.getByRole('region', { name: 'Reviews, the newest first' }).getByRole('link').click();
      await page.getByText('“Which form was this taken from?”').waitFor();
      await picture(page, name.split(' ')[0] ?? '');
      if (!('javaScriptEnabled' in options)) {
        expect(await findBarriers(page)).toEqual([]);
        expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      }
      await context.close();
    });
  }

  test('takes a verdict anew without scripts, which breaks the signature', async () => {
    const { context, page } = await app.openAs('dataManager', { javaScriptEnabled: false });
    await page.goto(`${app.url}${trail}/review`, READY);
    await page.getByRole('region', { name: 'Reviews, the newest first' }).getByRole('link').click();
    const first = rowsOf(page).nth(0);
    await first.getByLabel('Not justified').check();
    await first.getByLabel(/^Note on entry/).fill('The form does not exist');
    await page.getByRole('button', { name: 'Save the verdicts' }).click();
    await page.getByText('No longer holds since').waitFor();
    expect(await page.locator('main').textContent()).toContain('The form does not exist');
    await context.close();
  });
});

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
