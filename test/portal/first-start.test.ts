import { expect, test } from 'vitest';
import { startApp } from './app.ts';

test(
  'starts in an empty folder with the PostgreSQL that it brings, and shows the sign-in page',
  { timeout: 120_000 },
  async () => {
    const app = await startApp({ READOUT_DEMO: 'off' });
    try {
      const page = await fetch(`${app.url}/sign-in`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('Sign in');
    } finally {
      await app.stop();
    }
  },
);
