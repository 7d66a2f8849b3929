import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { verifySigningFactors } from '@readout/server/auth/signing-factors.ts';
import { startSigningPasskey } from '@readout/server/auth/signing-passkey.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { cookiesOf, PASSWORD, withIdentityHub } from './identity-hub.ts';

// Without READOUT_URL passkeys are bound to "localhost".
const ORIGIN = 'http://localhost';
const identity = withIdentityHub();
beforeEach(() => identity.forgetLimits());

interface Device {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * A passkey as a device would have made it, entered straight into the table: the ceremony that enrols one is played in a browser.
 * @source W3C Web Authentication Level 3, sections 5.8.1, 6.1; RFC 9052, section 7 (COSE key of ES256)
 */
async function addDevice(personId: string): Promise<Device> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
  const id = randomBytes(16).toString('base64url');
  await identity.query(
    `insert into auth.passkey (id, name, public_key, user_id, credential_id, counter, device_type, backed_up)
     values ($1, 'Test', $2, $3, $1, 0, 'singleDevice', false)`,
    [id, cose.toString('base64'), personId],
  );
  return { id, key: privateKey };
}

/** What the device answers to a challenge. @param isVerified whether it checked its bearer */
function answer({ id, key }: Device, options: unknown, { isVerified = true, count = 1 } = {}) {
  const { challenge } = options as { readonly challenge: string };
  const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: ORIGIN }));
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  const authenticatorData = Buffer.concat([
    createHash('sha256').update('localhost').digest(),
    Buffer.from([isVerified ? 0x05 : 0x01]),
    counter,
  ]);
  const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
  return {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', signed, key).toString('base64url'),
    },
  };
}

async function makeSigner(email: string) {
  const personId = await identity.add({ email });
  const device = await addDevice(personId);
  const cookie = await identity.cookieFor(email);
  const [row] = await identity.query<{ id: string }>(
    'select id from auth.session where user_id = $1 order by created_at desc limit 1',
    [personId],
  );
  return { personId, email, device, cookie, sessionId: row?.id ?? '' };
}

describe('a passkey', { timeout: 120_000 }, () => {
  test('stands for password and code when a record is signed, each challenge once', async () => {
    const { device, cookie, ...who } = await makeSigner('signs@example.org');
    const passkey = answer(device, await startSigningPasskey(identity.hub, who));
    expect(await verifySigningFactors(identity.hub, { ...who, passkey })).toEqual({
      factors: ['EMAIL', 'PASSKEY'],
    });
    await expect(verifySigningFactors(identity.hub, { ...who, passkey })).rejects.toMatchObject({
      code: 'SIGNING_FACTOR_WRONG',
    });
    // The check leaves no session behind but the one that asked.
    expect(await identity.query('select id from auth.session where user_id = $1', [who.personId])).toEqual([
      { id: who.sessionId },
    ]);
    expect((await identity.askAs({ cookie })).statusCode).toBe(200);
  });

  test('of another person, for another session, or of a device that did not check its bearer signs nothing', async () => {
    const ann = await makeSigner('ann@example.org');
    const bob = await makeSigner('bob@example.org');
    const begin = () => startSigningPasskey(identity.hub, ann);
    const verify = (passkey: object) =>
      verifySigningFactors(identity.hub, {
        personId: ann.personId,
        sessionId: ann.sessionId,
        email: ann.email,
        passkey: passkey as Record<string, unknown>,
      });
    const wrong = { code: 'SIGNING_FACTOR_WRONG' };
    await expect(verify(answer(bob.device, await begin()))).rejects.toMatchObject(wrong);
    await expect(verify(answer(ann.device, await begin(), { isVerified: false }))).rejects.toMatchObject(
      wrong,
    );
    await expect(
      verify(answer(ann.device, await startSigningPasskey(identity.hub, bob))),
    ).rejects.toMatchObject(wrong);
    await expect(verify({ id: ann.device.id })).rejects.toMatchObject(wrong);
    expect(await identity.query(`select 1 from auth.session where method = 'PASSKEY'`)).toEqual([]);
  });

  test('signs in with a device that checks its bearer, and not with one that does not', async () => {
    const { device, personId } = await makeSigner('door@example.org');
    const open = async (isVerified: boolean, count: number) => {
      const begun = await identity.get('/api/auth/passkey/generate-authenticate-options');
      return identity.post(
        '/api/auth/passkey/verify-authentication',
        { response: answer(device, begun.json(), { isVerified, count }) },
        { cookie: cookiesOf(begun), headers: { host: 'localhost', origin: ORIGIN } },
      );
    };
    expect((await open(false, 1)).statusCode).toBe(401);
    const opened = await open(true, 2);
    expect(opened.statusCode).toBe(200);
    expect((await identity.askAs({ cookie: cookiesOf(opened) })).statusCode).toBe(200);
    const acts = await identity.listActs(personId);
    expect(acts).toEqual(['SIGN_IN', 'SIGN_IN_FAILED', 'SIGN_IN']);
  });

  test('forged five times locks the account of its owner', async () => {
    const { device, email } = await makeSigner('forged@example.org');
    const { key } = { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey };
    const statuses: number[] = [];
    for (let number = 0; number < 6; number++) {
      const begun = await identity.get('/api/auth/passkey/generate-authenticate-options');
      const forged = await identity.post(
        '/api/auth/passkey/verify-authentication',
        { response: answer({ id: device.id, key }, begun.json()) },
        { cookie: cookiesOf(begun), headers: { host: 'localhost', origin: ORIGIN } },
      );
      statuses.push(forged.statusCode);
    }
    expect(statuses.at(-1)).toBe(403);
    expect((await identity.signIn(email, PASSWORD)).statusCode).toBe(403);
  });
});
