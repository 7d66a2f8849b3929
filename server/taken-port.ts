import { once } from 'node:events';
import { createServer } from 'node:net';
import { ConfigRefusal } from './config-refusal.ts';
import type { Config } from './config.ts';

type Address = Pick<Config, 'host' | 'port'>;

/** Fails where the hub could not listen, before it spends a minute on its database. @throws ConfigRefusal in a sentence */
export async function refuseTakenPort(address: Address): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(address.port, address.host);
    await once(probe, 'listening');
  } catch (error) {
    throw describeListenError(error, address);
  }
  probe.close();
  await once(probe, 'close');
}

/** The sentence for an operator, where the error is one that an operator mends. */
export function describeListenError(error: unknown, { host, port }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new ConfigRefusal(
      `Port ${port} is taken. Set PORT to another one, or end the program that uses it.`,
    );
  }
  if (code === 'EACCES')
    return new ConfigRefusal(`Port ${port} may not be used by this account. Set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ConfigRefusal(`HOST is "${host}", which is no address of this machine.`);
  }
  return error;
}
