import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, in the order in which it starts: begun last, it would keep one core waiting in the end. */
const LONG = ['test/check.test.ts', 'test/portal/', 'test/part-11/ledger', 'test/seed.test.ts'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((part) => moduleId.includes(part));
      return at === -1 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
