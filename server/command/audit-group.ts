import type { Command } from 'commander';
import { groupOf } from './group-of.ts';

export const auditGroup = (program: Command): Command =>
  groupOf(program, 'audit', 'The audit trail: verify, export, witness, redact');

/** A fault is an answer on standard output, and exit status 1. */
export function printVerdict(lines: readonly string[], isSound: boolean): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  if (!isSound) process.exitCode = 1;
}
