import { join } from 'node:path';
import { DEMO_PASSPHRASE, DEMO_PEOPLE, type DemoPersonKey } from '@readout/server/seed/people.ts';
import { totpAt } from '@readout/server/auth/totp.ts';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { findBarriers, SCREENSHOTS, withPortal } from './app.ts';

const app = withPortal();
/** Passkeys are bound to a name, and an address of numbers is none. */
let url: string;
beforeAll(() => {
  url = app.url.replace('127.0.0.1', 'localhost');
});

async function open(options: BrowserContextOptions = {}) {
  const context = await app.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return { context, page };
}

async function givePassword(page: Page, who: DemoPersonKey, password = DEMO_PASSPHRASE): Promise<void> {
  await page.goto(`${url}/sign-in?to=/security`);
  await page.getByLabel('E-mail').fill(DEMO_PEOPLE[who].email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const secured = (page: Page) => page.getByRole('heading', { level: 1, name: 'My security' }).waitFor();

/** A device that keeps passkeys and checks its bearer, in the browser itself. */
async function addDevice(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe('my security', { timeout: 240_000 }, () => {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`and the sign-in page are without barriers: ${colorScheme}`, async () => {
      const { context, page } = await open({ colorScheme });
      await page.goto(`${url}/sign-in`);
      await page.getByRole('button', { name: 'Passkey' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.screenshot({ path: join(SCREENSHOTS, `sign-in-${colorScheme}.png`) });
      await givePassword(page, 'auditor');
      await secured(page);
      expect(await findBarriers(page)).toEqual([]);
      await page.screenshot({ path: join(SCREENSHOTS, `security-${colorScheme}.png`), fullPage: true });
      await context.close();
    });

  test('a wrong password says how many tries are left, for an address that nobody has too', async () => {
    const { context, page } = await open();
    for (const email of [DEMO_PEOPLE.otherSponsor.email, 'nobody@example.org']) {
      await page.goto(`${url}/sign-in`);
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill('not the passphrase');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').textContent()).toContain(
        'User name or password is wrong. 4 tries are left before the account locks.',
      );
    }
    await context.close();
  });

  test('an authenticator is set up by its first right code, and asked for at the next sign-in', async () => {
    const { context, page } = await open();
    await givePassword(page, 'imageAnalyst');
    await secured(page);
    await page.getByLabel('Password, to begin').fill(DEMO_PASSPHRASE);
    await page.getByRole('button', { name: 'Set up an authenticator' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    const key = (await page.locator('.enrol code').textContent()) ?? '';
    await page.screenshot({ path: join(SCREENSHOTS, 'authenticator.png'), fullPage: true });
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel('Code that it shows now').fill('000000');
    await page.getByRole('button', { name: 'Test and set up' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Code that it shows now').fill(codeNow(key));
    await page.getByRole('button', { name: 'Test and set up' }).click();
    await page.getByText('The authenticator works, and is asked for from now on.').waitFor();
    expect(await page.locator('.codes li').count()).toBe(10);
    await context.clearCookies();
    await givePassword(page, 'imageAnalyst');
    await page.getByLabel('Code from your authenticator').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel('Code from your authenticator').pressSequentially('417');
    await page.screenshot({ path: join(SCREENSHOTS, 'sign-in-code.png') });
    await page.getByLabel('Code from your authenticator').fill(codeNow(key));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await secured(page);
    await context.close();
  });

  test('a passkey is made in the browser, signs in without a password, and opens nothing once taken away', async () => {
    const { context, page } = await open();
    await givePassword(page, 'monitor');
    await secured(page);
    await addDevice(context, page);
    await page.getByLabel('Name of the device').fill('Test device');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('The passkey is added.').waitFor();
    await context.clearCookies();
    await page.goto(`${url}/sign-in?to=/security`);
    await page.getByRole('button', { name: 'Passkey' }).click();
    await secured(page);
    expect(await page.locator('table').last().textContent()).toContain('passkey');
    await page.getByRole('button', { name: 'Take away', exact: true }).click();
    await page.getByText('The passkey opens nothing any more.').waitFor();
    await context.clearCookies();
    await page.goto(`${url}/sign-in?to=/security`);
    await page.getByRole('button', { name: 'Passkey' }).click();
    await page.getByRole('alert').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await context.close();
  });

  test('a session is ended from another one, and a token is shown once and withdrawn', async () => {
    const here = await open();
    const there = await open();
    for (const { page } of [here, there]) {
      await givePassword(page, 'dataManager');
      await secured(page);
    }
    await here.page.reload();
    await here.page.getByRole('button', { name: 'End all others' }).click();
    await here.page.getByText('Ended: the next click there').waitFor();
    await there.page.goto(`${url}/`);
    expect(new URL(there.page.url()).pathname).toBe('/sign-in');
    await here.page.getByLabel('What it is for').fill('Figures in R');
    await here.page.getByRole('button', { name: 'Make a token' }).click();
    const token = (await here.page.locator('code', { hasText: 'rdt_' }).textContent()) ?? '';
    const ask = () =>
      fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      });
    expect((await ask()).status).toBe(200);
    await here.page.reload();
    expect(await here.page.content()).not.toContain(token);
    await here.page.getByRole('button', { name: 'Withdraw' }).click();
    await here.page.getByText('The token is not answered any more.').waitFor();
    expect((await ask()).status).toBe(401);
    await here.context.close();
    await there.context.close();
  });

  test('changes a password without scripts too', async () => {
    const { context, page } = await open({ javaScriptEnabled: false });
    await givePassword(page, 'statistician');
    await secured(page);
    await page.getByLabel('Present password').fill(DEMO_PASSPHRASE);
    await page.getByLabel('New password').fill('a sentence of another kind');
    await page.getByLabel('The new one again').fill('a sentence of another kind');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The password is changed.').waitFor();
    await context.close();
  });
});

describe('an idle session', { timeout: 240_000 }, () => {
  test('warns, and goes on where its person says so', async () => {
    const { context, page } = await open();
    await givePassword(page, 'reader1');
    await secured(page);
    await tellClock(page, 13 * 60 + 5);
    await page.goto(`${url}/`);
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/your session ends in 1\d\d s/);
    expect(await findBarriers(page)).toEqual([]);
    await page.screenshot({ path: join(SCREENSHOTS, 'idle.png') });
    await page.unroute('**/api/account/clock');
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await context.close();
  });

  test('that ended keeps what was typed, and gives it back to the same person after signing in', async () => {
    const { context, page } = await open();
    await givePassword(page, 'administrator');
    await secured(page);
    await page.goto(`${url}/trial/import`);
    await page.locator('main [name=reason]').fill('DRAFT-1');
    await context.clearCookies();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.waitForURL(/\/sign-in\?ended=idle/);
    await page.getByText('What you typed is kept for you.').waitFor();
    await page.getByLabel('E-mail').fill(DEMO_PEOPLE.administrator.email);
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(/\/trial\/import/);
    await page.getByText('is back in the form').waitFor();
    expect(await page.locator('main [name=reason]').inputValue()).toBe('DRAFT-1');
    await context.close();
  });
});

/** What the page is told of the time that has passed; the hub's own clock is tested where it stands. */
const tellClock = (page: Page, idleS: number) =>
  page.route('**/api/account/clock', (route) =>
    route.fulfill({ json: { idleS, leftS: 40_000, duty: null } }),
  );

/** The code of an authenticator that was given the key as the page shows it: Base32 in groups. */
function codeNow(key: string): string {
  const bits = [...key.replaceAll(' ', '')]
    .map((each) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0'))
    .join('');
  const secret = (bits.match(/.{8}/g) ?? [])
    .map((byte) => String.fromCharCode(Number.parseInt(byte, 2)))
    .join('');
  return totpAt(secret, Math.floor(Date.now() / 30_000));
}
