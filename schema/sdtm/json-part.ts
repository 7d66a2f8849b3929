import { JSONParser } from '@streamparser/json';
import type { Refuse } from './dataset-json.ts';
import { decodeUtf8, type SourceFile } from './source-row.ts';

/** A piece of a Dataset-JSON file as it arrives: an attribute of the dataset, or a row. */
export type JsonPart =
  | { readonly kind: 'about'; readonly key: string; readonly value: unknown; readonly line: number | null }
  /** `line` where rows are lines; null in one object. */
  | { readonly kind: 'row'; readonly value: unknown; readonly line: number | null };

/** Characters in which the first line of an NDJSON file ends: 9,999 variables with labels need 2 million. */
const LONGEST_FIRST_LINE = 8_388_608;

/** Attributes of the dataset that are read; the others are passed over. */
const ATTRIBUTES = ['datasetJSONVersion', 'records', 'name', 'label', 'columns'] as const;

/**
 * The attributes and rows of a file in their order, whichever form it has: lines when its first line is an object without rows, else one
 * object. Memory holds a row and a piece of the file.
 */
export async function* jsonParts(file: SourceFile, refuse: Refuse): AsyncGenerator<JsonPart> {
  const texts = decodeUtf8(file, () => refuse('It is not UTF-8 text.'));
  let start = '';
  while (!start.trimStart().includes('\n') && start.length < LONGEST_FIRST_LINE) {
    const next = await texts.next();
    if (next.done) break;
    start += next.value;
  }
  start = start.replace(/^\ufeff/, '').trimStart();
  const about = firstLine(start);
  if (about === null) {
    yield* partsOfObject(start, texts, refuse);
    return;
  }
  for (const key of ATTRIBUTES) if (key in about) yield { kind: 'about', key, value: about[key], line: 1 };
  yield* partsOfLines(start.slice(lineEnd(start)), texts, refuse);
}

/** What the first line describes; null when it is no object alone on its line, or one that bears its rows itself. */
function firstLine(start: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(start.slice(0, lineEnd(start))) as unknown;
    const isAbout =
      typeof value === 'object' && value !== null && !Array.isArray(value) && !('rows' in value);
    return isAbout ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function lineEnd(text: string): number {
  const at = text.indexOf('\n');
  return at < 0 ? text.length : at;
}

async function* partsOfLines(
  start: string,
  texts: AsyncGenerator<string>,
  refuse: Refuse,
): AsyncGenerator<JsonPart> {
  let held = start.slice(1);
  let line = 1;
  let rowNumber = 0;
  for (let next = await texts.next(); ; next = await texts.next()) {
    const lines = held.split('\n');
    held = next.done ? '' : (lines.pop() ?? '');
    for (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      rowNumber += 1;
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw refuse('Its row is no JSON.', { rowNumber, line });
      }
      yield { kind: 'row', value, line };
    }
    if (next.done) return;
    held += next.value;
  }
}

async function* partsOfObject(
  start: string,
  texts: AsyncGenerator<string>,
  refuse: Refuse,
): AsyncGenerator<JsonPart> {
  const paths = [...ATTRIBUTES.map((key) => `$.${key}`), '$.rows.*'];
  const parser = new JSONParser({ paths, keepStack: false });
  let parts: JsonPart[] = [];
  let rowCount = 0;
  parser.onValue = ({ value, key }) => {
    if (typeof key === 'number') {
      rowCount += 1;
      parts.push({ kind: 'row', value, line: null });
    } else parts.push({ kind: 'about', key: String(key), value, line: null });
  };
  const write = (text: string | null) => {
    try {
      if (text !== null) parser.write(text);
      else if (!parser.isEnded) parser.end();
    } catch {
      throw refuse(
        `Its JSON is damaged or breaks off ${rowCount === 0 ? 'before its rows' : `after row ${rowCount}`}.`,
      );
    }
  };
  for (let text: string | null = start; text !== null;) {
    write(text);
    yield* parts;
    parts = [];
    const next: IteratorResult<string> = await texts.next();
    text = next.done ? null : next.value;
  }
  write(null);
  yield* parts;
}
