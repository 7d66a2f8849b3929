import { Command, CommanderError } from 'commander';
import { Refusal } from '@readout/db/refusal.ts';
import { ConfigRefusal } from '../config-refusal.ts';
import { errorText } from '../describe-error.ts';
import { assessCommand } from './assess.ts';
import { registerAuditExport } from './audit-export.ts';
import { registerAuditKey } from './audit-key.ts';
import { registerAuditRedact } from './audit-redact.ts';
import { registerAuditVerify } from './audit-verify.ts';
import { registerAuditWitness } from './audit-witness.ts';
import { CommandRefusal } from './command-refusal.ts';
import { registerExportSdtm } from './export-sdtm.ts';
import { registerGuard } from './guard.ts';
import { registerImportSdtm } from './import-sdtm.ts';
import { registerStart } from './start.ts';
import { registerStatistics } from './statistics.ts';
import { registerTokenCreate } from './token-create.ts';
import { registerTokenWithdraw } from './token-withdraw.ts';
import { registerTrialList } from './trial-list.ts';
import { registerUserAccount } from './user-account.ts';
import { registerUserAdd } from './user-add.ts';
import { registerUserAllow } from './user-allow.ts';
import { registerUserGrant } from './user-grant.ts';

const REGISTER = [
  registerStart,
  assessCommand,
  registerStatistics,
  registerTokenCreate,
  registerTokenWithdraw,
  registerUserAdd,
  registerUserAccount,
  registerUserGrant,
  registerUserAllow,
  registerImportSdtm,
  registerExportSdtm,
  registerTrialList,
  registerAuditVerify,
  registerAuditExport,
  registerAuditWitness,
  registerAuditKey,
  registerAuditRedact,
  registerGuard,
];

const DONE = 0;
const FAILED = 1;
const WRONG_USE = 2;

/** `readout`: exit status 0 done, 1 failed, 2 wrong use. What a program reads goes to stdout, all else to stderr. */
async function run(parameters: readonly string[]): Promise<number> {
  const program = new Command('readout')
    .description("An imaging core lab's data hub")
    .usage('COMMAND [options]')
    .exitOverride()
    .configureHelp({ showGlobalOptions: false });
  for (const register of REGISTER) register(program);
  inheritExit(program);
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : DONE;
  } catch (error) {
    // Commander has printed its sentence; help that was asked for is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USE;
    const isForPeople =
      error instanceof CommandRefusal || error instanceof ConfigRefusal || error instanceof Refusal;
    const text = isForPeople ? error.message : errorText(error);
    process.stderr.write(`${text}\n`);
    return error instanceof CommandRefusal ? error.exitStatus : FAILED;
  }
}

/** Commander hands `exitOverride` down only to commands made with it set; some are registered with `addCommand`. */
function inheritExit(command: Command): void {
  for (const each of command.commands) inheritExit(each.exitOverride());
}

process.exitCode = await run(process.argv.slice(2));
