import { once } from 'node:events';
import { createServer } from 'node:http';
import { buildDefine } from '@readout/sdtm/build-define.ts';
import {
  EXAMPLE_DEFINITIONS,
  EXAMPLE_ROWS,
  EXAMPLE_TRIAL_ROWS,
} from '@readout/sdtm/conformance/example-subject.ts';
import { writeDefinePage } from '@readout/sdtm/define-page.ts';
import { DEFINE_XSL } from '@readout/sdtm/define-style.ts';
import { STYLE_FILE, writeDefine } from '@readout/sdtm/define-xml.ts';
import { EXAMPLE_TRIAL } from '@readout/sdtm/example-dataset.ts';
import { datasetOf, openProfile } from '@readout/sdtm/profile.ts';
import { expect, onTestFinished, test } from 'vitest';
import { findBarriers, startBrowser } from './app.ts';

function model() {
  const rows = { ...EXAMPLE_ROWS, ...EXAMPLE_TRIAL_ROWS };
  const counted = EXAMPLE_DEFINITIONS.map((definition) => {
    const profile = openProfile(definition);
    for (const row of rows[definition.name] ?? []) profile.count(row);
    return { dataset: datasetOf(definition, profile), profile };
  });
  return buildDefine(EXAMPLE_TRIAL, counted, {
    at: EXAMPLE_TRIAL.cut.at,
    originator: 'Core lab',
    system: { name: 'Readout', version: '1' },
    engineVersion: '2.0.0',
    fileOf: (dataset) => `${dataset.toLowerCase()}.xpt`,
  });
}

/** Browsers are giving up XSLT: with one that has, the page beside define.xml is what people read. */
test('define.xml opens in a browser with its style sheet, and the page beside it says the same without barriers', async () => {
  const files: Readonly<Record<string, readonly [string, string]>> = {
    '/define.xml': ['text/xml', writeDefine(model())],
    [`/${STYLE_FILE}`]: ['text/xsl', DEFINE_XSL],
    '/define.html': ['text/html', writeDefinePage(model())],
  };
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.setHeader('content-type', `${type}; charset=utf-8`).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const browser = await startBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const read = async (file: string) => {
    await page.goto(`http://127.0.0.1:${port}/${file}`);
    return page.locator('body').innerText();
  };

  const shown = await read('define.html');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'TR.TRORRES', exact: true }).click();
  expect(await page.locator(':target h2').innerText()).toBe('Value level of TR.TRORRES');
  expect(shown).toContain('TRTESTCD EQ LDIAM');

  const transformed = await read('define.xml');
  if (await page.evaluate(() => 'XSLTProcessor' in globalThis)) expect(transformed).toBe(shown);
  else expect(transformed).toContain('ORI-301');
}, 120_000);
