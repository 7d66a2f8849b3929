import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSPHRASE, DEMO_PEOPLE } from '@readout/server/seed/people.ts';
import { GLIOMA_TRIAL } from '@readout/server/seed/glioma/protocol.ts';
import { LUNG_TRIAL } from '@readout/server/seed/lung/protocol.ts';
import { LYMPHOMA_TRIAL } from '@readout/server/seed/lymphoma/protocol.ts';
import { findBarriers, READY, SCREENSHOTS, withPortal } from './app.ts';

const app = withPortal();

const trialPath = `/trial/${LUNG_TRIAL.protocol}`;
const lymphomaPath = `/trial/${LYMPHOMA_TRIAL.protocol}`;
const gliomaPath = `/trial/${GLIOMA_TRIAL.protocol}`;

describe('signing in', { timeout: 60_000 }, () => {
  test('a page asked for without a session leads to the sign-in page', async () => {
    const page = await app.browser.newPage();
    await page.goto(`${app.url}${trialPath}/efficacy`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(await findBarriers(page)).toEqual([]);
    await page.screenshot({ path: join(SCREENSHOTS, 'sign-in.png') });
    await page.close();
  });

  test('a wrong password keeps the address typed and says so', async () => {
    const page = await app.browser.newPage();
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
    const { context, page } = await app.openAs('otherSponsor');
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
      const { context, page } = await app.openAs('sponsor', options);
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
    const { context, page } = await app.openAs('sponsor', { javaScriptEnabled: true });
    await page.goto(`${app.url}${trialPath}/efficacy`);
    const rows = await page.locator('table', { hasText: 'Subject' }).first().locator('tbody tr').count();
    expect(rows).toBeGreaterThan(200);
    await context.close();
  });

  test('keeps what is chosen in the address, and without JavaScript too', async () => {
    const { context } = await app.openAs('sponsor');
    const state = await context.storageState();
    const plain = await app.browser.newContext({ javaScriptEnabled: false, storageState: state });
    const page = await plain.newPage();
    await page.goto(`${app.url}${trialPath}/efficacy?evaluator=READER_1&confirmed=no`);
    expect(await page.locator('main').textContent()).toContain('reader 1');
    expect(await page.locator('main').textContent()).toContain('confirmation not asked for');
    await plain.close();
    await context.close();
  });

  test('walks the waterfall by keyboard and opens the subject with Enter', async () => {
    const { context, page } = await app.openAs('sponsor');
    await page.goto(`${app.url}${trialPath}/efficacy`, READY);
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
    const { context, page } = await app.openAs('monitor');
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
    const blinded = await app.openAs('sponsor');
    await blinded.page.goto(`${app.url}${trialPath}/subject`);
    const address = await blinded.page.locator('tbody a').first().getAttribute('href');
    await blinded.page.goto(app.url + (address ?? ''));
    expect(await blinded.page.locator('main').textContent()).toMatch(/blinded/);
    await blinded.context.close();
    const open = await app.openAs('statistician');
    await open.page.goto(app.url + (address ?? ''));
    expect(await open.page.locator('main').textContent()).not.toMatch(/Arm\s+blinded/);
    await open.context.close();
  });
});

describe('other pages', { timeout: 90_000 }, () => {
  // Signed in once: the hub slows down whoever signs in again and again.
  let context: BrowserContext;
  beforeAll(async () => {
    ({ context } = await app.openAs('dataManager'));
  });
  afterAll(() => context.close());

  test.each([
    ['trials', '/'],
    ['overview', trialPath],
    ['subjects', `${trialPath}/subject`],
    ['difference', `${trialPath}/difference`],
    ['import', '/trial/import'],
    ['lymphoma-efficacy', `${lymphomaPath}/efficacy`],
    ['glioma-efficacy', `${gliomaPath}/efficacy?criteria=rano-2010`],
    ['criteria', `${gliomaPath}/criteria?show=different`],
    ['one-criteria', `${trialPath}/criteria`],
    ['charter', `${lymphomaPath}/charter`],
    ['amendment', `${gliomaPath}/charter/amend?rano-2.0.confirmProgression=never&preview=yes`],
  ])('%s has no barrier', async (name, path) => {
    const page = await context.newPage();
    const response = await page.goto(app.url + path);
    expect(response?.status()).toBe(200);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });
});

describe('criteria', { timeout: 120_000 }, () => {
  test.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['tablet', { viewport: { width: 768, height: 1024 } }],
  ] as const)(
    'a subject of the lymphoma trial opens to PET, rule and row, without barriers: %s',
    async (name, options) => {
      const { context, page } = await app.openAs('monitor', options);
      await page.goto(`${app.url}${lymphomaPath}/subject?best=CR`);
      await page.locator('tbody a').first().click();
      await page.getByRole('heading', { name: /^Why CR as best response/ }).waitFor();
      await page.getByRole('link', { name: 'W24' }).first().click();
      await page.getByRole('heading', { name: /at W24/ }).waitFor();
      const main = page.locator('main');
      for (const text of ['Deauville score', 'PET response', 'Sum of products of diameters, mm²', 'LYRIC'])
        expect(await main.textContent()).toContain(text);
      await page.getByText('The rules of Lugano 2014').click();
      // The row that gave the answer is marked, for those who do not see too.
      expect(await page.getByText(', gave the answer').count()).toBeGreaterThan(0);
      await page.screenshot({ path: join(SCREENSHOTS, `lymphoma-subject-${name}.png`), fullPage: true });
      expect(await findBarriers(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      await context.close();
    },
  );

  test('who differs by two criteria opens from the count down to the subject, and as a file', async () => {
    const { context, page } = await app.openAs('sponsor');
    await page.goto(`${app.url}${gliomaPath}/criteria?show=progression`);
    await page.getByRole('heading', { level: 1, name: 'The same reads by two criteria' }).waitFor();
    const listed = await page
      .locator('section', { hasText: /subjects?\b/ })
      .last()
      .locator('tbody tr')
      .count();
    expect(listed).toBeGreaterThan(0);
    const file = await page.request.get(`${app.url}${gliomaPath}/criteria.csv?show=progression`);
    expect((await file.text()).trim().split('\n')).toHaveLength(listed + 1);
    await page.locator('tbody th a').first().click();
    await page.getByRole('heading', { name: 'The same reads by each criteria' }).waitFor();
    await context.close();
  });

  test('a setting that cannot be used is refused by its name, and what was typed stays', async () => {
    const { context, page } = await app.openAs('administrator');
    await page.goto(`${app.url}${gliomaPath}/charter/amend`, READY);
    await page
      .getByLabel(/^Least days to the confirming timepoint/)
      .first()
      .fill('-5');
    await page.getByRole('button', { name: 'Show what would change' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('confirmationDays');
    expect(
      await page
        .getByLabel(/^Least days to the confirming timepoint/)
        .first()
        .inputValue(),
    ).toBe('-5');
    await context.close();
  });

  test('an amendment is previewed, asks for a reason, is adopted, and then two criteria stand side by side', async () => {
    const { context, page } = await app.openAs('administrator');
    await page.goto(`${app.url}${trialPath}/charter/amend`, READY);
    await page.getByLabel('Judge the same reads also by').selectOption({ label: 'iRECIST' });
    await page.getByRole('button', { name: 'Add the criteria' }).click();
    await page.getByRole('heading', { name: 'iRECIST' }).waitFor();
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('heading', { name: 'What version 2 would change' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('720 reviews were derived anew');
    await page.screenshot({ path: join(SCREENSHOTS, 'amendment-irecist.png'), fullPage: true });
    await page.getByLabel('Why is the charter amended?').fill('   ');
    await page.getByRole('button', { name: 'Adopt version 2' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Say why');
    await page.getByLabel('Why is the charter amended?').fill('The protocol asks for iRECIST as well');
    await page.getByRole('button', { name: 'Adopt version 2' }).click();
    await page.getByRole('heading', { level: 1, name: 'Imaging charter' }).waitFor();
    expect(await page.getByRole('status').first().textContent()).toContain('Version 2 holds');
    await page.goto(`${app.url}${trialPath}/criteria`);
    expect(await page.locator('main').textContent()).toContain('Best response: RECIST 1.1 by iRECIST');
    await page.screenshot({ path: join(SCREENSHOTS, 'criteria-irecist.png'), fullPage: true });
    await context.close();
  });
});

describe('signing', { timeout: 120_000 }, () => {
  const sign = async (page: Page) => page.getByRole('button', { name: 'Sign', exact: true }).click();

  test('a charter: all at first, a wrong password signs nothing, and the page shows who, when and what it means', async () => {
    const { context, page } = await app.openAs('administrator');
    await page.goto(`${app.url}${lymphomaPath}/charter`, READY);
    await page.getByText('Version 1 is not signed.').waitFor();
    await page.locator('main').getByRole('link', { name: /^Sign/ }).first().click();
    await page.getByRole('heading', { name: 'Sign the imaging charter, version 1' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel('E-mail').fill(DEMO_PEOPLE.administrator.email);
    await page.getByLabel('Password', { exact: true }).fill('not the passphrase');
    await sign(page);
    await page.getByText('4 tries are left before signing locks').waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'sign-charter.png') });
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
    await sign(page);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const signed = page.locator('section', { hasText: 'Signatures of version 1' });
    expect(await signed.textContent()).toMatch(
      /Rosa Delgado, \d+ \w+ \d{4} \d\d:\d\d UTC\s+I have reviewed this version of the imaging charter and approve it\./,
    );
    await page.goto(`${app.url}${lymphomaPath}/audit?act=SIGN`);
    await page.getByText('signed the imaging charter: “I have reviewed').waitFor();
    await context.close();
  });

  test('a review without scripts, on a page of its own; the second of a session asks for one component', async () => {
    const { context, page } = await app.openAs('monitor', { javaScriptEnabled: false });
    await page.goto(`${app.url}${trialPath}/subject`);
    const addresses = await page
      .locator('tbody th a')
      .evaluateAll((links) => links.slice(0, 2).map((link) => link.getAttribute('href') ?? ''));
    for (const [at, address] of addresses.entries()) {
      await page.goto(app.url + address);
      await page.getByRole('link', { name: 'Sign review' }).click();
      await page.getByLabel('I have reviewed this subject and agree with the central result.').check();
      const email = page.getByLabel('E-mail');
      expect(await email.count()).toBe(at === 0 ? 1 : 0);
      if (at === 0) await email.fill(DEMO_PEOPLE.monitor.email);
      await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
      await sign(page);
      await page.waitForURL(({ pathname }) => pathname === new URL(app.url + address).pathname);
      expect(await page.locator('main').textContent()).toMatch(
        /Dr Miriam Okafor, .*UTC\s+I have reviewed this subject and agree with the central result\./,
      );
    }
    await context.close();
  });

  test('a data cut that was taken a moment ago, without barriers', async () => {
    const { context, page } = await app.openAs('dataManager');
    await page.goto(`${app.url}${lymphomaPath}/cut`, READY);
    await page.getByLabel('Name').fill('Interim 1');
    await page.getByLabel('Data up to').fill('2026-06-30');
    await page.getByLabel('Reason').fill('Interim analysis');
    await page.getByRole('button', { name: 'Take the cut' }).click();
    await page.getByRole('link', { name: 'Sign the data cut Interim 1' }).click();
    await page.getByLabel('E-mail').fill(DEMO_PEOPLE.dataManager.email);
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
    await sign(page);
    await page
      .locator('td', { hasText: /Henrik Solberg, .*UTC/ })
      .last()
      .waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.screenshot({ path: join(SCREENSHOTS, 'cut.png') });
    expect(await findBarriers(page)).toEqual([]);
    await context.close();
  });
});
