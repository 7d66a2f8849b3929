import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSPHRASE, DEMO_PEOPLE, type DemoPersonKey } from '@readout/server/seed/people.ts';
import axe, { type AxeResults } from 'axe-core';
import chromium from '@sparticuz/chromium';
import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openDemoDatabase, SECRET } from '../postgres.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Pictures of the pages as they are now, to look at; not kept in the repository. */
export const SCREENSHOTS = join(import.meta.dirname, 'screenshot');

/** For `goto` where a form is filled in next: what is typed or opened before the scripts have taken a page over is lost on a busy machine. */
export const READY = { waitUntil: 'networkidle' } as const;

/** What a test sees of a person's browser: cookies of its own, one page. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** Readout with its demonstration, and a browser: both of a test file alone. */
export interface Portal {
  readonly url: string;
  readonly browser: Browser;
  /** A page of a person's own. They sign in once a file, as the hub slows down whoever signs in again and again. */
  readonly openAs: (who: DemoPersonKey, options?: BrowserContextOptions) => Promise<Visit>;
}

/** Call it at the top of a test file: starts Readout and the browser before its tests and ends both after them. */
export function withPortal(): Portal {
  let opened: { readonly app: RunningApp; readonly browser: Browser } | undefined;
  const get = () => {
    if (opened === undefined) throw new Error('The portal is there from the first test on, not before.');
    return opened;
  };
  const states = new Map<DemoPersonKey, Awaited<ReturnType<BrowserContext['storageState']>>>();
  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const [app, browser] = await Promise.all([startDemo(), startBrowser()]);
    opened = { app, browser };
  }, 300_000);
  afterAll(async () => {
    await opened?.browser.close();
    await opened?.app.stop();
  });
  const signedIn = async (who: DemoPersonKey) => {
    const known = states.get(who);
    if (known !== undefined) return known;
    const context = await get().browser.newContext();
    await signIn(await context.newPage(), `${get().app.url}/sign-in`, who);
    const state = await context.storageState();
    states.set(who, state);
    await context.close();
    return state;
  };
  return {
    get url() {
      return get().app.url;
    },
    get browser() {
      return get().browser;
    },
    openAs: async (who, options) => {
      const context = await get().browser.newContext({
        viewport: { width: 1440, height: 900 },
        storageState: await signedIn(who),
        ...options,
      });
      return { context, page: await context.newPage() };
    },
  };
}

/** Signs in on the page at `address` as a person does, and is there when the trials are shown. */
async function signIn(page: Page, address: string, who: DemoPersonKey): Promise<void> {
  await page.goto(address);
  await page.getByLabel('E-mail').fill(DEMO_PEOPLE[who].email);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSPHRASE);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Trials' }).waitFor();
}

export interface RunningApp {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Readout on a copy of the seeded demonstration. */
async function startDemo(): Promise<RunningApp> {
  const database = await openDemoDatabase();
  const app = await startApp({ DATABASE_URL: database.url, READOUT_SECRET: SECRET, READOUT_DEMO: 'on' });
  return {
    url: app.url,
    stop: async () => {
      await app.stop();
      await database.drop();
    },
  };
}

/**
 * Starts Readout as `npm start` does, on a free port and a data folder of its own; there when it says its address.
 *
 * @param settings what its environment says besides; without a `DATABASE_URL` it starts the PostgreSQL that it brings
 */
export async function startApp(settings: Readonly<Record<string, string>>): Promise<RunningApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'readout-portal-'));
  const port = await findFreePort();
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      READOUT_DATA: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'error',
      DATABASE_URL: '',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url);
  return {
    url,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the program has printed its address, which it does when all is there and it listens. */
async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      printed += text.toString();
      if (printed.includes('Readout is at')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`Readout ended with ${code}: ${printed}`)));
  });
  const response = await fetch(`${url}/ready`);
  if (!response.ok) throw new Error(`Readout printed its address but is not ready: ${response.status}`);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port to be had.');
  return address.port;
}

/** The browser that `CHROMIUM` names, or the one that comes in an npm package. */
export async function startBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: process.env['CHROMIUM'] ?? (await chromium.executablePath()),
    args: ['--no-sandbox'],
  });
}

/** What axe finds that is serious or critical, as sentences; an empty list is what a page should have. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  // What passes is not told: describing each of its elements takes longer than the check.
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`,
    );
}
