import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSPHRASE, DEMO_PEOPLE, type DemoPersonKey } from '@readout/server/seed/people.ts';
import { LUNG_TRIAL } from '@readout/server/seed/lung/protocol.ts';
import { findBarriers, startApp, startBrowser, type RunningApp } from './app.ts';

/** Pictures of the pages as they are now, to look at; not kept in the repository. */
const SCREENSHOTS = join(import.meta.dirname, 'screenshot');

let app: RunningApp;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function signIn(
  who: DemoPersonKey,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(`${app.url}/sign-in`);
  await page.getByLabel('E-mail').fill(DEMO_PEOPLE[who].email);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Trials' }).waitFor();
  return { context, page };
}

const trialPath = `/trial/${LUNG_TRIAL.protocol}`;

describe('signing in', { timeout: 60_000 }, () => {
  test('a page asked for without a session leads to the sign-in page', async () => {
    const page = await browser.newPage();
    await page.goto(`${app.url}${trialPath}/efficacy`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(await findBarriers(page)).toEqual([]);
    await page.screenshot({ path: join(SCREENSHOTS, 'sign-in.png') });
    await page.close();
  });

  test('a wrong password keeps the address typed and says so', async () => {
    const page = await browser.newPage();
    await page.goto(`${app.url}/sign-in`);
    await page.getByLabel('E-mail').fill(DEMO_PEOPLE.sponsor.email);
    await page.getByLabel('Password', { exact: true }).fill('not the passphrase');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('User name or password is wrong.');
    expect(await page.getByLabel('E-mail').inputValue()).toBe(DEMO_PEOPLE.sponsor.email);
    await page.close();
  });

  test('another sponsor finds no trial, and no way to one by its address', async () => {
    const { context, page } = await signIn('otherSponsor');
    expect(await page.getByText(LUNG_TRIAL.protocol).count()).toBe(0);
    const response = await page.goto(`${app.url}${trialPath}/efficacy`);
    expect(response?.status()).toBe(404);
    await context.close();
  });
});

describe('efficacy', { timeout: 90_000 }, () => {
  for (const [name, options] of [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['tablet', { viewport: { width: 768, height: 1024 } }],
  ] as const) {
    test(`shows a blinded sponsor the waterfall and the swimmer without barriers: ${name}`, async () => {
      const { context, page } = await signIn('sponsor', options);
      await page.goto(`${app.url}${trialPath}/efficacy`);
      await page.getByRole('heading', { level: 1, name: 'Efficacy' }).waitFor();
      await page.locator('canvas').first().waitFor();
      await page.screenshot({ path: join(SCREENSHOTS, `efficacy-${name}.png`), fullPage: true });
      expect(await findBarriers(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      expect(await page.getByText('Blinded').count()).toBeGreaterThan(0);
      await context.close();
    });
  }

  test('gives each figure as a table with a row for each subject', async () => {
    const { context, page } = await signIn('sponsor', { javaScriptEnabled: true });
    await page.goto(`${app.url}${trialPath}/efficacy`);
    const rows = await page.locator('table', { hasText: 'Subject' }).first().locator('tbody tr').count();
    expect(rows).toBeGreaterThan(200);
    await context.close();
  });

  test('keeps what is chosen in the address, and without JavaScript too', async () => {
    const { context } = await signIn('sponsor');
    const state = await context.storageState();
    const plain = await browser.newContext({ javaScriptEnabled: false, storageState: state });
    const page = await plain.newPage();
    await page.goto(`${app.url}${trialPath}/efficacy?evaluator=READER_1&confirmed=no`);
    expect(await page.locator('main').textContent()).toContain('reader 1');
    expect(await page.locator('main').textContent()).toContain('confirmation not asked for');
    await plain.close();
    await context.close();
  });

  test('walks the waterfall by keyboard and opens the subject with Enter', async () => {
    const { context, page } = await signIn('sponsor');
    await page.goto(`${app.url}${trialPath}/efficacy`);
    await page.locator('canvas').first().waitFor();
    await page.getByRole('application').or(page.locator('[tabindex="0"]:has(canvas)')).first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/subject\//);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await context.close();
  });
});

describe('a subject', { timeout: 90_000 }, () => {
  test('opens from the list down to the reason of a response, without barriers', async () => {
    const { context, page } = await signIn('monitor');
    await page.goto(`${app.url}${trialPath}/subject`);
    await page.locator('tbody a').first().click();
    await page.waitForURL(/\/subject\/[^/]+/);
    await page.getByRole('heading', { name: /^Why/ }).waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'subject.png') });
    expect(await page.locator('main').textContent()).toContain('Eisenhauer 2009');
    expect(await findBarriers(page)).toEqual([]);
    await context.close();
  });

  test('tells a blinded person that the arm is withheld, and an unblinded one the arm', async () => {
    const blinded = await signIn('sponsor');
    await blinded.page.goto(`${app.url}${trialPath}/subject`);
    const address = await blinded.page.locator('tbody a').first().getAttribute('href');
    await blinded.page.goto(app.url + (address ?? ''));
    expect(await blinded.page.locator('main').textContent()).toMatch(/blinded/);
    await blinded.context.close();
    const open = await signIn('statistician');
    await open.page.goto(app.url + (address ?? ''));
    expect(await open.page.locator('main').textContent()).not.toMatch(/Arm\s+blinded/);
    await open.context.close();
  });
});

describe('other pages', { timeout: 90_000 }, () => {
  test.each([
    ['trials', '/'],
    ['overview', trialPath],
    ['subjects', `${trialPath}/subject`],
    ['difference', `${trialPath}/difference`],
    ['import', '/trial/import'],
  ])('%s has no barrier', async (name, path) => {
    const { context, page } = await signIn('dataManager');
    const response = await page.goto(app.url + path);
    expect(response?.status()).toBe(200);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    expect(await findBarriers(page)).toEqual([]);
    await context.close();
  });
});
