import type { FirstLine } from './decision-table.ts';
import type { Trace } from './result.ts';
import type { TraceStep } from './term.ts';

/** Asks a table that is read from the top, and puts the sentence of the line that answers on the trace. */
export function askTable<Facts, Answer>(
  table: FirstLine<Facts, Answer>,
  facts: Facts,
  step: TraceStep,
  trace: Trace[],
): Answer {
  const { answer, line } = table(facts);
  trace.push({ step, rule: line.says(facts), source: line.source });
  return answer;
}
