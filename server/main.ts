import { refuseUnwitnessed } from './audit/refuse-unwitnessed.ts';
import { ConfigRefusal } from './config-refusal.ts';
import { readConfig } from './config.ts';
import { errorText } from './describe-error.ts';
import { endInOrder, type Ending } from './end-in-order.ts';
import { createHttp } from './http.ts';
import { startAccountClock } from './job/account-clock.ts';
import { startImportQueue } from './job/import-queue.ts';
import { startExportQueue } from './job/sdtm-export/export-queue.ts';
import { startReviewNotices } from './job/review-notice.ts';
import { startSealing } from './job/seal.ts';
import { startMailSender } from './mail/mail-sender.ts';
import { openHub, type OpenHub } from './open-hub.ts';
import { printDemoPeople } from './seed/people.ts';
import { seedDemo } from './seed/seed.ts';
import { describeListenError, refuseTakenPort } from './taken-port.ts';

/** Starts the hub and answers once it listens; it closes on SIGINT, SIGTERM, or when the process that started it is gone. */
export async function main(): Promise<void> {
  const ending = endInOrder(reportAndExit);
  try {
    await open(ending);
  } catch (error) {
    if (!ending.isAsked()) throw error;
  }
}

async function open(ending: Ending): Promise<void> {
  const config = readConfig(process.env);
  await refuseTakenPort(config);
  const hub = await openHub(config);
  ending.closeWith(hub.close);
  await refuseOldTrail(hub);
  if (config.isDemo) await prepareDemo(hub);
  const app = await createHttp(hub);
  const stopImports = await startImportQueue(hub, (error) => {
    app.log.error({ err: error }, 'an import failed');
  });
  const stopExports = startExportQueue(hub, (error) => {
    app.log.error({ err: error }, 'an export failed');
  });
  const stopSealing = startSealing(hub, (error) => {
    app.log.error({ err: error }, 'the audit trail was not sealed');
  });
  const stopMail = startMailSender(hub, (sentence) => app.log.warn(sentence));
  const stopClock = startAccountClock(hub.database, (error) => {
    app.log.error({ err: error }, 'the clock of accounts failed');
  });
  const stopNotices = startReviewNotices(hub.database, (error) => {
    app.log.error({ err: error }, 'it was not told that reviews of the audit trail are late');
  });
  const close = () =>
    app
      .close()
      .then(stopImports)
      .then(stopExports)
      .then(stopMail)
      .then(stopClock)
      .then(stopNotices)
      .then(stopSealing)
      .then(hub.close);
  ending.closeWith(close);
  try {
    const address = await app.listen({ port: config.port, host: config.host });
    process.stdout.write(`Readout is at ${config.publicUrl ?? address}\n`);
    if (config.isDemo) process.stdout.write(printDemoPeople());
  } catch (error) {
    await close();
    throw describeListenError(error, config);
  }
}

/** Closes what it opened when the trail is not what a witness saw. */
async function refuseOldTrail(hub: OpenHub): Promise<void> {
  try {
    await refuseUnwitnessed(hub);
  } catch (error) {
    await hub.close();
    throw error;
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

/** One sentence for what the operator can mend, everything for what is our bug. */
export function reportAndExit(error: unknown): never {
  const text = error instanceof ConfigRefusal ? error.message : errorText(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

if (import.meta.main) await main().catch(reportAndExit);
