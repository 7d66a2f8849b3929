import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

import { assess, readCase } from '@readout/criteria';
import type { Command } from 'commander';

const WRONG_USE = 2;
const FAULT_IN_A_CASE = 1;

/**
 * `readout assess FILE`: assessment cases in, results out, both JSON.
 *
 * Prints `{"results": […]}`, one result for each case in its order, one a line. A case that does not fit gets its name and the
 * reason. Exit status: 0; 1 when a case does not fit; 2 when the file cannot be read or holds no cases.
 */
export function assessCommand(program: Command): Command {
  return program
    .command('assess')
    .summary('judge assessment cases by their response criteria')
    .description(
      'Reads {"cases": […]} from FILE and prints {"results": […]}: responses, dates and the rule behind each.',
    )
    .argument('<file>', 'a JSON file of cases; - for standard input')
    .action(async (file: string) => {
      const input = file === '-' ? process.stdin : createReadStream(file);
      const cases = await readCases(input, file === '-' ? 'standard input' : file);
      if (typeof cases === 'string') {
        process.stderr.write(`${cases}\n`);
        process.exitCode = WRONG_USE;
        return;
      }
      await print(cases);
    });
}

/**
 * Writes the answers of a list of cases, case by case, so that a large file does not wait in memory.
 *
 * @returns whether every case fits
 */
export function* answerCases(cases: readonly unknown[]): Generator<string, boolean> {
  let isEachFit = true;
  yield '{"results": [';
  for (const [index, value] of cases.entries()) {
    const answer = answerCase(value, index);
    if ('error' in answer) isEachFit = false;
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(answer)}`;
  }
  yield '\n]}\n';
  return isEachFit;
}

/** The result of one case as the format prints it: the baseline first among the timepoints, with its sum alone. */
function answerCase(value: unknown, index: number) {
  const reading = readCase(value);
  if ('fault' in reading) return { name: nameOf(value, index), error: `${reading.fault}.` };
  const { baseline, baselineDate, hasTargets, timepoints, ...result } = assess(reading.subjectCase);
  return { name: reading.subjectCase.name, ...result, timepoints: [baseline, ...timepoints] };
}

function nameOf(value: unknown, index: number): string {
  const hasName =
    typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
  return hasName && value.name !== '' ? String(value.name) : `case ${index + 1}`;
}

/** The cases of a file, or the sentence that tells why there are none. */
async function readCases(input: Readable, place: string): Promise<readonly unknown[] | string> {
  let content: unknown;
  try {
    content = JSON.parse(await text(input));
  } catch (error) {
    if (error instanceof SyntaxError) return `${place} is not JSON: ${error.message}`;
    if (error instanceof Error && 'code' in error) return `${place} cannot be read: ${error.message}`;
    throw error;
  }
  if (typeof content === 'object' && content !== null && 'cases' in content && Array.isArray(content.cases)) {
    return content.cases as readonly unknown[];
  }
  return `${place} holds no "cases": a list of assessment cases is expected.`;
}

async function print(cases: readonly unknown[]): Promise<void> {
  let isEachFit = true;
  const chunks = function* () {
    isEachFit = yield* answerCases(cases);
  };
  try {
    await pipeline(Readable.from(chunks()), process.stdout, { end: false });
  } catch (error) {
    // The reader of a pipe has seen enough (`| head`).
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
  if (!isEachFit) process.exitCode = FAULT_IN_A_CASE;
}
