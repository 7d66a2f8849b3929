import type { Command } from 'commander';

export function registerStart(program: Command): void {
  program
    .command('start')
    .description('Start the hub: API and portal')
    .action(async () => {
      // Loaded here, for the sake of the other commands' start.
      const { main } = await import('../main.ts');
      await main();
    });
}
