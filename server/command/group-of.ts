import type { Command } from 'commander';

/** The command that holds others, such as `token` of `token create`; each of them may be the first to name it. */
export const groupOf = (program: Command, name: string, description: string): Command =>
  program.commands.find((each) => each.name() === name) ?? program.command(name).description(description);
