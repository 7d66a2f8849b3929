import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one line that any tool can read: `N passed, N failed, N skipped`. A file that does not load is a failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed' || state === 'skipped') count[state] += 1;
        else count.failed += 1;
      }
      const hasFailedItself =
        module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed');
      if (hasFailedItself) count.failed += 1;
    }
    process.on('exit', () =>
      process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`),
    );
  }
}
