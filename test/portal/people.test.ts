import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readProofFile } from '@readout/ledger/proof-file.ts';
import { verifyProof } from '@readout/ledger/verify-proof.ts';
import { GLIOMA_TRIAL } from '@readout/server/seed/glioma/protocol.ts';
import { LUNG_TRIAL } from '@readout/server/seed/lung/protocol.ts';
import { DEMO_PASSPHRASE, DEMO_PEOPLE } from '@readout/server/seed/people.ts';
import { pdfText } from '../pdf-text.ts';
import { findBarriers, READY, SCREENSHOTS, withPortal } from './app.ts';

const people = `/trial/${LUNG_TRIAL.protocol}/people`;

const app = withPortal();

const PAGES = [
  ['People and access', ''],
  ['Training', '/training'],
  ['Unblinding ledger', '/unblinding'],
  ['Access review', '/review'],
  ['Who could see what', '/history'],
  ['Security policy', '/security'],
] as const;

// First, while the demonstration's people hold the roles it gave them.
test(
  'access is reviewed role by role, and signed, and who could see what leaves as CSV',
  { timeout: 120_000 },
  async () => {
    const { context, page } = await app.openAs('administrator');
    await page.goto(`${app.url}${people}/review`, READY);
    for (const keep of await page.getByRole('radio', { name: /^Keep/ }).all()) await keep.check();
    await page.getByLabel('Why').fill('Quarterly review');
    await page.getByRole('button', { name: 'Close the review' }).click();
    await page.getByText(/0\s+revoked/).waitFor();
    await page.getByRole('link', { name: /^Sign the review of access/ }).click();
    await page.getByRole('heading', { name: /^Sign the review of access of/ }).waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'people-review-sign.png') });
    await page.getByLabel('E-mail').fill(DEMO_PEOPLE.administrator.email);
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('I have reviewed who may do what in this trial.').first().waitFor();
    const response = await page.request.get(`${app.url}${people}/history.csv?sight=ARMS`);
    expect(response.headers()['content-type']).toContain('text/csv');
    const csv = await response.text();
    expect(csv).toContain(DEMO_PEOPLE.statistician.name);
    expect(csv).not.toContain(DEMO_PEOPLE.sponsor.name);
    await context.close();
  },
);

describe('people and access', { timeout: 300_000 }, () => {
  for (const [name, options] of [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['tablet', { viewport: { width: 768, height: 1024 } }],
  ] as const) {
    test(`are shown to an administrator without barriers: ${name}`, async () => {
      const { context, page } = await app.openAs('administrator', options);
      for (const [title, path] of PAGES) {
        await page.goto(`${app.url}${people}${path}`);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await page.screenshot({
          path: join(SCREENSHOTS, `people${path.replace('/', '-')}-${name}.png`),
          fullPage: true,
        });
        expect(await findBarriers(page), title).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, title).toBeLessThanOrEqual(0);
      }
      await context.close();
    });
  }

  test('are not shown to a sponsor, who has no way there', async () => {
    const { context, page } = await app.openAs('sponsor');
    const response = await page.goto(`${app.url}${people}`);
    expect(response?.status()).toBe(403);
    expect(await page.getByRole('link', { name: 'People', exact: true }).count()).toBe(0);
    await context.close();
  });

  test('a form that is refused keeps what was typed and says why, without scripts too', async () => {
    const { context, page } = await app.openAs('administrator', { javaScriptEnabled: false });
    await page.goto(`${app.url}${people}`);
    const form = page.locator('form', { hasText: 'Give the role' });
    await form.getByLabel('Address of the person').fill('nobody@demo.readout.example');
    await form.getByLabel('Role').selectOption('AUDITOR');
    await form.getByLabel('Why').fill('Joins the audit in March');
    await form.getByRole('button', { name: 'Give the role' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('Nobody signs in as');
    expect(await form.getByLabel('Address of the person').inputValue()).toBe('nobody@demo.readout.example');
    expect(await form.getByLabel('Role').inputValue()).toBe('AUDITOR');
    expect(await form.getByLabel('Why').inputValue()).toBe('Joins the audit in March');
    await context.close();
  });
});

test(
  'what is asked of accounts is set with a reason, and refused with what was typed',
  { timeout: 120_000 },
  async () => {
    const { context, page } = await app.openAs('administrator', { javaScriptEnabled: false });
    await page.goto(`${app.url}${people}/security`, READY);
    const set = async (days: string) => {
      await page.getByLabel('Change passwords after, days').fill(days);
      await page.getByLabel('Why').fill('Asked for by the sponsor');
      await page.getByRole('button', { name: 'Set the policy' }).click();
    };
    await set('9999');
    expect(await page.getByRole('alert').textContent()).toContain('1 to 3660 days');
    expect(await page.getByLabel('Change passwords after, days').inputValue()).toBe('9999');
    await set('180');
    await page.getByText('after 180 days', { exact: true }).waitFor();
    await context.close();
  },
);

describe('a person', { timeout: 180_000 }, () => {
  test('is given a role, which works at once, and loses it, which works at once', async () => {
    const other = await app.openAs('otherSponsor');
    expect((await other.page.goto(`${app.url}/trial/${LUNG_TRIAL.protocol}`))?.status()).toBe(404);
    const { context, page } = await app.openAs('administrator');
    await page.goto(`${app.url}${people}`, READY);
    const form = page.locator('form', { hasText: 'Give the role' });
    await form.getByLabel('Address of the person').fill(DEMO_PEOPLE.otherSponsor.email);
    await form.getByLabel('Role').selectOption('SPONSOR_REVIEWER');
    await form.getByLabel('Why').fill('Reviews for the co-sponsor');
    await form.getByRole('button', { name: 'Give the role' }).click();
    await page.getByRole('link', { name: DEMO_PEOPLE.otherSponsor.name }).waitFor();
    expect((await other.page.goto(`${app.url}/trial/${LUNG_TRIAL.protocol}`))?.status()).toBe(200);
    await page.getByRole('link', { name: DEMO_PEOPLE.otherSponsor.name }).click();
    await page.getByText('Revoke sponsor reviewer').click();
    await page.screenshot({ path: join(SCREENSHOTS, 'person.png'), fullPage: true });
    expect(await findBarriers(page)).toEqual([]);
    const revoke = page.locator('form', { hasText: 'Revoke the role' });
    await revoke.getByLabel('Why').fill('The co-sponsor has left');
    await revoke.getByRole('button').click();
    await page.getByRole('heading', { level: 1, name: 'People and access' }).waitFor();
    expect((await other.page.goto(`${app.url}/trial/${LUNG_TRIAL.protocol}`))?.status()).toBe(404);
    await page.goto(`${app.url}${people}/history`);
    const row = page.getByRole('row', { name: new RegExp(DEMO_PEOPLE.otherSponsor.name) });
    expect(await row.textContent()).toContain('The co-sponsor has left');
    await other.context.close();
    await context.close();
  });

  test('is deactivated, and the page they had open asks them to sign in', async () => {
    const monitor = await app.openAs('monitor');
    await monitor.page.goto(`${app.url}/`);
    const { context, page } = await app.openAs('administrator');
    await page.goto(`${app.url}${people}`, READY);
    await page.getByRole('link', { name: DEMO_PEOPLE.monitor.name }).click();
    await page.getByText('Deactivate', { exact: true }).click();
    const form = page.locator('form', { hasText: 'Sessions and tokens end at once' });
    await form.getByLabel('Why').fill('Has left the company');
    await form.getByRole('button').click();
    await page.getByText('Deactivated', { exact: true }).waitFor();
    await monitor.page.goto(`${app.url}/`);
    expect(new URL(monitor.page.url()).pathname).toBe('/sign-in');
    await page.getByText('Make active again').first().click();
    const back = page.locator('form', { hasText: 'work again at once' });
    await back.getByLabel('Why').fill('Came back');
    await back.getByRole('button').click();
    await page.getByText('Deactivated', { exact: true }).waitFor({ state: 'detached' });
    await monitor.context.close();
    await context.close();
  });

  test('is unblinded by two, looks, and stands in the ledger with it', async () => {
    const administrator = await app.openAs('administrator');
    await administrator.page.goto(`${app.url}${people}/unblinding`, READY);
    const propose = administrator.page.locator('form', { hasText: 'Propose it' });
    await propose.getByLabel('Who is to see arms').selectOption({ label: DEMO_PEOPLE.auditor.name });
    await propose.getByLabel('Why').fill('Audit of the randomisation');
    await propose.getByRole('button').click();
    await administrator.page.getByText('Unblinding needs a second person').waitFor();
    const manager = await app.openAs('dataManager');
    await manager.page.goto(`${app.url}${people}/unblinding`, READY);
    await manager.page.getByText('Approve', { exact: true }).click();
    const approve = manager.page.locator('form', { hasText: 'Who has seen arms never reads' });
    await approve.getByLabel('Why').fill('As the audit plan says');
    await approve.getByRole('button').click();
    await manager.page
      .locator('article', { hasText: 'Audit of the randomisation' })
      .getByText('Sees arms', { exact: true })
      .waitFor();
    const auditor = await app.openAs('auditor');
    await auditor.page.goto(`${app.url}/trial/${LUNG_TRIAL.protocol}/efficacy`);
    await auditor.page.getByRole('heading', { level: 1, name: 'Efficacy' }).waitFor();
    await auditor.page.goto(`${app.url}${people}/unblinding`);
    const line = auditor.page.locator('article', { hasText: 'Audit of the randomisation' });
    expect(await line.textContent()).toMatch(/looked at arms (once|\d+ times)/);
    expect(await auditor.page.getByRole('table').textContent()).toContain(DEMO_PEOPLE.auditor.name);
    await auditor.page.screenshot({ path: join(SCREENSHOTS, 'people-unblinded.png'), fullPage: true });
    expect(await findBarriers(auditor.page)).toEqual([]);
    for (const each of [administrator, manager, auditor]) await each.context.close();
  });
});

test('the statement about signatures is there to be read again', { timeout: 60_000 }, async () => {
  const { context, page } = await app.openAs('reader1');
  await page.goto(`${app.url}/statement`);
  await page.getByRole('heading', { level: 1, name: 'Your electronic signature' }).waitFor();
  expect(await page.locator('main').textContent()).toContain('binds me as my signature on paper does');
  expect(await findBarriers(page)).toEqual([]);
  await context.close();
});

describe('the audit trail', { timeout: 180_000 }, () => {
  const trail = `/trial/${GLIOMA_TRIAL.protocol}/audit`;

  test('proves an entry in the browser, and refuses a proof that was changed on the way', async () => {
    const { context, page } = await app.openAs('auditor');
    // The very first checkpoint is signed when it is asked for, once all that the demonstration wrote is sealed.
    await page.request.get(`${app.url}/checkpoint`, { timeout: 120_000 });
    await page.goto(`${app.url}${trail}?record=read&act=LOCK`, READY);
    await page.locator('a.number').nth(1).click();
    await page.getByText('not checked here yet').waitFor();
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByText('In the log').waitFor();
    expect(await page.locator('.steps li.ok').count()).toBe(5);
    expect(await findBarriers(page)).toEqual([]);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download proof' }).click();
    const proof = readProofFile(readFileSync(await (await coming).path(), 'utf8'));
    expect(proof && verifyProof(proof).isSound).toBe(true);
    await page.route('**/__data.json*', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(
        String.raw`\"act\":\"LOCK\"`,
        String.raw`\"act\":\"EDIT\"`,
      );
      await route.fulfill({ response, body });
    });
    await page.locator('a.number').nth(3).click();
    await page.getByText('not checked here yet').waitFor();
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByText('This entry does not match the signed log.').waitFor();
    expect(await page.locator('.steps li.bad').first().textContent()).toContain(
      'something else than was sealed: act',
    );
    await page.screenshot({ path: join(SCREENSHOTS, 'proof-refused.png') });
    await context.close();
  });

  test('is verified whole in the browser, and a file with a byte changed is refused by the name of its entry', async () => {
    const { context, page } = await app.openAs('auditor');
    await page.goto(`${app.url}${trail}`, READY);
    await page.getByRole('button', { name: 'Verify the whole trail' }).click();
    await page.getByText('No entry was changed, removed or put in between').waitFor({ timeout: 120_000 });
    const file = await (
      await page.request.get(`${app.url}/audit/trail.jsonl?trial=${GLIOMA_TRIAL.protocol}&act=LOCK`)
    ).text();
    const at = file.indexOf('"actorName":', file.length / 2) + 14;
    const number = /"number":"(\d+)"/.exec(file.slice(at))?.[1] ?? '';
    const changed = Buffer.from(`${file.slice(0, at)}#${file.slice(at + 1)}`);
    await page.getByText('Key, witness, and verifying a file').click();
    await page
      .getByLabel('File to verify')
      .setInputFiles({ name: 'trail.jsonl', mimeType: 'application/jsonl', buffer: changed });
    await page.getByRole('heading', { name: new RegExp(`^Entry ${number} .* was changed`) }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await context.close();
  });

  test('leads to a record and back, and each record to its history, without scripts too', async () => {
    const { context, page } = await app.openAs('dataManager');
    await page.goto(`${app.url}/trial/${GLIOMA_TRIAL.protocol}/charter`, READY);
    await page.getByRole('link', { name: /^History of the imaging charter/ }).click();
    const panel = page.getByRole('dialog', { name: /^History of the imaging charter/ });
    expect(await panel.textContent()).toMatch(/Reason: “/);
    expect(await findBarriers(page)).toEqual([]);
    await panel
      .getByRole('link', { name: /on the audit trail$/ })
      .last()
      .click();
    await page.getByRole('heading', { name: /^Proof of entry/ }).waitFor();
    await page.getByRole('link', { name: 'Open the record' }).click();
    await page.waitForURL(/\/charter$/);
    const plain = await app.openAs('dataManager', { javaScriptEnabled: false });
    await plain.page.goto(`${app.url}/trial/${GLIOMA_TRIAL.protocol}/charter`);
    await plain.page.getByRole('link', { name: /^History of the imaging charter/ }).click();
    await plain.page.getByRole('heading', { level: 1, name: /^History of the imaging charter/ }).waitFor();
    await plain.page.getByRole('link', { name: 'Back to the record' }).click();
    await plain.page.getByRole('heading', { level: 1, name: 'Imaging charter' }).waitFor();
    await plain.context.close();
    await context.close();
  });

  test('and every copy of a signed record tell name, UTC time and meaning, and that one no longer holds', async () => {
    const { context, page } = await app.openAs('auditor');
    const get = async (path: string) => page.request.get(`${app.url}${path}`);
    const list = await (await get(`/trial/${GLIOMA_TRIAL.protocol}/subject/subjects.csv`)).text();
    const signed = list.split(/\r?\n/).filter((line) => line.endsWith(',holds'));
    expect(signed).not.toEqual([]);
    expect(signed[0]).toMatch(
      /,\d{4}-\d\d-\d\dT[\d:.]+Z,I have reviewed this subject and agree with the central result\.,holds$/,
    );
    const broken = await (
      await get(`/audit/trail.csv?trial=${GLIOMA_TRIAL.protocol}&act=SIGNATURE_BROKEN`)
    ).text();
    expect(broken).toMatch(/I have read these images myself, and this is my read\."?,no longer holds\r?\n/);
    // The seventh column.
    const subject = /^\d+,(?:[^,]*,){5}([^,]+),/m.exec(broken)?.[1] ?? '';
    const copy = `trial=${GLIOMA_TRIAL.protocol}&subject=${subject}`;
    const { records } = (await (await get(`/subject/copy.json?${copy}`)).json()) as {
      readonly records: Record<
        string,
        readonly { readonly signatures: readonly { readonly isValid: boolean }[] }[]
      >;
    };
    const ofReads = (records['read'] ?? []).flatMap(({ signatures }) => signatures);
    expect(new Set(ofReads.map(({ isValid }) => isValid))).toEqual(new Set([true, false]));
    const paper = pdfText(await (await get(`/subject/copy.pdf?${copy}`)).body()).replaceAll(/\s+/g, ' ');
    expect(paper).toMatch(
      /Signed by .{3,40}, \d{4}-\d\d-\d\d [\d:]{8} UTC: “I have read these images myself/,
    );
    expect(paper).toMatch(/NO LONGER HOLDS: was signed by/);
    await context.close();
  });

  test('leaves as a file that is known by its hash and signed', async () => {
    const { context, page } = await app.openAs('auditor');
    await page.goto(`${app.url}${trail}?act=SIGN_IN&record=charter`, READY);
    await page.getByText('Export', { exact: true }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: /^PDF/ }).click();
    const bytes = readFileSync(await (await coming).path());
    await page.getByRole('link', { name: 'Sign it' }).click();
    const row = page.getByRole('row', { name: createHash('sha256').update(bytes).digest('hex') });
    await row.getByRole('link', { name: /^Sign the export/ }).click();
    await page.getByLabel('E-mail').fill(DEMO_PEOPLE.auditor.email);
    await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await row.getByText('I had this file made').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await context.close();
  });
});
