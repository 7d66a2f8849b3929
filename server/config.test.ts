import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const READOUT_DATA = mkdtempSync(join(tmpdir(), 'readout-config-'));
afterAll(() => rmSync(READOUT_DATA, { recursive: true }));

describe('the environment', () => {
  test('may be empty: port 3000 on this machine only, demo mode, no other database', () => {
    expect(readConfig({ READOUT_DATA })).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      isDemo: true,
      databaseUrl: undefined,
      logLevel: 'info',
    });
  });

  test('turns demo mode off where a database is named, unless it asks for it', () => {
    const DATABASE_URL = 'postgresql://owner@db/readout';
    expect(readConfig({ READOUT_DATA, DATABASE_URL }).isDemo).toBe(false);
    expect(readConfig({ READOUT_DATA, DATABASE_URL, READOUT_DEMO: 'on' }).isDemo).toBe(true);
  });

  test('gets one secret that stays, readable by its owner alone', () => {
    const { secret } = readConfig({ READOUT_DATA });
    expect(readConfig({ READOUT_DATA }).secret).toBe(secret);
    expect(readFileSync(join(READOUT_DATA, 'secret'), 'utf8')).toBe(secret);
    expect(statSync(join(READOUT_DATA, 'secret')).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['READOUT_DEMO', 'perhaps'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://host/readout'],
    ['READOUT_URL', 'https://readout.example.org/hub'],
    ['READOUT_SECRET', 'short'],
  ])('is refused with the name of the variable: %s=%s', (name, value) => {
    expect(() => readConfig({ READOUT_DATA, [name]: value })).toThrow(name);
  });
});
