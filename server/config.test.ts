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

  test('asks for a second factor outside demo mode, and for the whole of a provider', () => {
    expect(readConfig({ READOUT_DATA }).requiresSecondFactor).toBe(false);
    expect(readConfig({ READOUT_DATA, READOUT_DEMO: 'off' }).requiresSecondFactor).toBe(true);
    const READOUT_OIDC_ISSUER = 'https://id.example.org/';
    expect(() => readConfig({ READOUT_DATA, READOUT_OIDC_ISSUER })).toThrow('READOUT_OIDC_CLIENT_ID');
    const client = { READOUT_OIDC_CLIENT_ID: 'readout', READOUT_OIDC_CLIENT_SECRET: 'secret' };
    expect(readConfig({ READOUT_DATA, READOUT_OIDC_ISSUER, ...client }).oidc).toMatchObject({
      issuer: 'https://id.example.org',
      name: 'Single sign-on',
    });
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
    ['READOUT_STATEMENT_SECONDS', '-1'],
    ['DATABASE_URL', 'mysql://host/readout'],
    ['READOUT_URL', 'https://readout.example.org/hub'],
    ['READOUT_SECRET', 'short'],
    ['READOUT_SMTP_URL', 'mail.example.org'],
    ['READOUT_MAIL_FROM', 'nobody'],
    ['READOUT_SECURITY_CONTACT', 'a@b\r\nBcc: c@d'],
    ['READOUT_REQUIRE_SECOND_FACTOR', 'perhaps'],
    ['READOUT_OIDC_ISSUER', 'ftp://provider'],
  ])('is refused with the name of the variable: %s=%s', (name, value) => {
    expect(() => readConfig({ READOUT_DATA, [name]: value })).toThrow(name);
  });
});
