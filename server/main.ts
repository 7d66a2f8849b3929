import { ConfigRefusal, readConfig } from './config.ts';
import { createHttp } from './http.ts';
import { startImportQueue } from './job/import-queue.ts';
import { openHub, type OpenHub } from './open-hub.ts';
import { printDemoPeople } from './seed/people.ts';
import { seedDemo } from './seed/seed.ts';

/** Starts the hub and answers once it listens; it closes on SIGINT, SIGTERM, or when the process that started it is gone. */
export async function main(): Promise<void> {
  const config = readConfig(process.env);
  const hub = await openHub(config);
  if (config.isDemo) await prepareDemo(hub);
  const app = await createHttp(hub);
  const stopImports = await startImportQueue(hub, (error) => {
    app.log.error({ err: error }, 'an import failed');
  });
  let closing: Promise<void> | undefined;
  // Once: a terminal and the bootstrap may both send the signal.
  const close = () => (closing ??= app.close().then(stopImports).then(hub.close));
  try {
    const address = await app.listen({ port: config.port, host: config.host });
    process.stdout.write(`Readout is at ${config.publicUrl ?? address}\n`);
    if (config.isDemo) process.stdout.write(printDemoPeople());
  } catch (error) {
    await close();
    throw describeListenError(error, config);
  }
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
    process.on(event, () => void close().then(() => process.exit(0), reportAndExit));
  }
}

/** Makes the demonstration where it is not made, or not wholly. */
async function prepareDemo(hub: OpenHub): Promise<void> {
  try {
    await seedDemo(hub.database, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    await hub.close();
    throw error;
  }
}

function describeListenError(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new ConfigRefusal(
      `Port ${port} is taken. Set PORT to another one, or end the program that uses it.`,
    );
  if (code === 'EACCES')
    return new ConfigRefusal(`Port ${port} may not be used by this account. Set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ConfigRefusal(`HOST is "${host}", which is no address of this machine.`);
  return error;
}

/** One sentence for what the operator can mend, everything for what is our bug. */
export function reportAndExit(error: unknown): never {
  const text =
    error instanceof ConfigRefusal
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

if (import.meta.main) await main().catch(reportAndExit);
