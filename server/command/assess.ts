import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { assess, readCase } from '@readout/criteria';
import type { Command } from 'commander';
import { CasesFault, streamCases } from './stream-cases.ts';

const WRONG_USE = 2;
const FAULT_IN_A_CASE = 1;

/** Large enough that a chunk holds dozens of cases, small enough that memory does not grow with the file. */
const CHUNK_BYTES = 256 * 1024;

/**
 * `readout assess FILE`: assessment cases in, results out, both JSON, both streamed: memory does not grow with the file.
 *
 * Prints `{"results": […]}`, one result for each case in its order, one a line. A case that does not fit gets its name and the
 * reason. A file that breaks off or is no JSON from some place on gives the results before that place, closed as valid JSON, and the
 * sentence that tells the place. Exit status: 0; 1 when a case does not fit; 2 when the file cannot be read, or not to its end, or
 * holds no cases.
 */
export function assessCommand(program: Command): Command {
  return program
    .command('assess')
    .summary('judge assessment cases by their response criteria')
    .description(
      'Reads {"cases": […]} from FILE and prints {"results": […]}: responses, dates and the rule behind each. A case that does not fit gets its error in its place, and the exit status is 1. A file that breaks off gives the results before that place, and the exit status is 2.',
    )
    .argument('<file>', 'a JSON file of cases; - for standard input')
    .action(async (file: string) => {
      const input: Readable =
        file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
      const { isEachFit, fault } = await print(answerCases(streamCases(input)));
      if (!isEachFit) process.exitCode = FAULT_IN_A_CASE;
      if (fault === null) return;
      process.stderr.write(`${file === '-' ? 'standard input' : file} ${fault}\n`);
      process.exitCode = WRONG_USE;
    });
}

/** What is to be told once the last result is out. */
export interface Outcome {
  readonly isEachFit: boolean;
  /** Why the cases could not be read to their end, as a sentence goes on from the name of the file. */
  readonly fault: string | null;
}

/**
 * Writes the answers of cases as they come. Nothing is written where there is no list of cases, or where it breaks off in its first
 * case: then there is only a fault to tell.
 */
export async function* answerCases(
  cases: AsyncIterable<readonly unknown[]>,
): AsyncGenerator<string, Outcome> {
  let isEachFit = true;
  let fault: string | null = null;
  let count = 0;
  try {
    for await (const chunk of cases) {
      let text = count === 0 ? '{"results": [' : '';
      for (const value of chunk) {
        const answer = answerCase(value, count);
        if ('error' in answer) isEachFit = false;
        text += `${count === 0 ? '' : ','}\n${JSON.stringify(answer)}`;
        count += 1;
      }
      yield text;
    }
  } catch (error) {
    fault = sayFault(error);
  }
  if (count > 0) yield '\n]}\n';
  else if (fault === null) yield '{"results": [\n]}\n';
  return { isEachFit, fault };
}

/** The result of one case as the format prints it: the baseline first among the timepoints, with its sum alone. */
function answerCase(value: unknown, index: number) {
  const name = nameOf(value, index);
  try {
    const reading = readCase(value);
    if ('fault' in reading) return { name, error: sentenceOf(reading.fault) };
    const { baseline, baselineDate, hasTargets, timepoints, ...result } = assess(reading.subjectCase);
    return { name: reading.subjectCase.name, ...result, timepoints: [baseline, ...timepoints] };
  } catch (error) {
    // Our bug. It must not take the other cases with it; the whole of it goes where an operator looks.
    process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    const why = error instanceof Error ? error.message : String(error);
    return { name, error: `The case fits, but the engine failed on it, which is our fault: ${why}` };
  }
}

/** A fault with its full stop, where it does not end in a question. */
function sentenceOf(fault: string): string {
  return fault.endsWith('?') ? fault : `${fault}.`;
}

function nameOf(value: unknown, index: number): string {
  const hasName =
    typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
  return hasName && value.name !== '' ? String(value.name) : `case ${index + 1}`;
}

function sayFault(error: unknown): string {
  if (error instanceof CasesFault) return error.message;
  if (error instanceof Error && 'code' in error) return `cannot be read: ${error.message}`;
  throw error;
}

async function print(chunks: AsyncGenerator<string, Outcome>): Promise<Outcome> {
  let outcome: Outcome = { isEachFit: true, fault: null };
  const texts = async function* () {
    outcome = yield* chunks;
  };
  try {
    await pipeline(Readable.from(texts()), process.stdout, { end: false });
  } catch (error) {
    // The reader of a pipe has seen enough (`| head`).
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
  return outcome;
}
