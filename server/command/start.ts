import type { Command } from 'commander';
import { main } from '../main.ts';

export function registerStart(program: Command): void {
  program.command('start').description('Start the hub: API and portal').action(main);
}
