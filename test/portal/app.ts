import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';

const ROOT = join(import.meta.dirname, '..', '..');

export interface RunningApp {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts Readout as `npm start` does, with its demo trial, on a free port and a data folder of its own; ready when it says so. */
export async function startApp(): Promise<RunningApp> {
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

/** Resolves when the program has printed the demo sign-ins, which it does when the trial is there and it listens. */
async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      printed += text.toString();
      if (printed.includes('@')) resolve();
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
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { readonly axe: typeof axe }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`,
    );
}
