import { JSONParser, TokenType, type ParsedTokenInfo } from '@streamparser/json';

/** Why a text holds no more cases. The message goes on from the name of the file: `ends at byte 24, …`. */
export class CasesFault extends Error {}

const NO_LIST = 'holds no "cases": a list of assessment cases is expected.';

/**
 * The cases of `{"cases": […]}` as they arrive: those that each chunk completes. Memory holds one chunk and the case it breaks off in.
 *
 * Other keys beside `cases` are passed over. A list without a case gives nothing and no fault.
 *
 * @param input UTF-8
 * @throws CasesFault on a text that is not JSON, breaks off, or has no such list; the cases before the fault have been given by then
 */
export async function* streamCases(input: AsyncIterable<Uint8Array>): AsyncGenerator<readonly unknown[]> {
  const parser = new JSONParser({ paths: ['$.cases.*'], keepStack: false });
  const outline = new Outline();
  let cases: unknown[] = [];
  let count = 0;
  let readBytes = 0;
  parser.onToken = (token) => outline.follow(token);
  parser.onValue = ({ value }) => {
    cases.push(value);
    count += 1;
  };
  for await (const chunk of input) {
    let fault: CasesFault | null = null;
    try {
      parser.write(chunk);
    } catch (error) {
      const at = byteOf(error) ?? outline.offset;
      const found = snippetOf(chunk, at - readBytes);
      fault =
        error instanceof CasesFault
          ? error
          : new CasesFault(`is not JSON at byte ${at}, after ${casesText(count)}: unexpected ${found}.`);
    }
    readBytes += chunk.length;
    if (cases.length > 0) yield cases;
    if (fault !== null) throw fault;
    cases = [];
  }
  const whole = casesText(count);
  try {
    // A number that was begun ends here; it may be the last case, in a list that is never closed.
    if (!parser.isEnded) parser.end();
  } catch (error) {
    if (error instanceof CasesFault) throw error;
    throw new CasesFault(`ends at byte ${readBytes}, after ${whole}, before its JSON is complete.`);
  }
  if (!outline.hasList) throw new CasesFault(NO_LIST);
}

/** The outermost object of a text: whether it has a list of cases. */
class Outline {
  hasList = false;
  /** Where the last token begins, in bytes. */
  offset = 0;
  #depth = 0;
  #key = '';
  #previous: TokenType | null = null;

  /** @throws CasesFault where the text cannot be a file of cases */
  follow({ token, value, offset }: ParsedTokenInfo): void {
    this.offset = offset;
    if (this.#depth === 0 && this.#previous === null && token !== TokenType.LEFT_BRACE)
      throw new CasesFault(NO_LIST);
    if (this.#depth === 1) {
      if (this.#previous === TokenType.COLON && this.#key === 'cases') this.#meetCases(token);
      else if (token === TokenType.STRING && this.#previous !== TokenType.COLON) this.#key = String(value);
    }
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.#depth += 1;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#depth -= 1;
    this.#previous = token;
  }

  #meetCases(token: TokenType): void {
    if (token !== TokenType.LEFT_BRACKET) throw new CasesFault(NO_LIST);
    if (this.hasList) throw new CasesFault(`holds "cases" twice, the second time at byte ${this.offset}.`);
    this.hasList = true;
  }
}

/** Where the parser says that it stopped, in bytes; null where only the last token is known. */
function byteOf(error: unknown): number | null {
  const place = error instanceof Error ? /absolute position "(\d+)"/.exec(error.message)?.[1] : undefined;
  return place === undefined ? null : Number(place);
}

/** What stands at a place of a chunk, as a sentence quotes it. */
function snippetOf(chunk: Uint8Array, at: number): string {
  const text = new TextDecoder().decode(chunk.subarray(Math.max(0, at), Math.max(0, at) + 20));
  return JSON.stringify(text.split('\n')[0]?.trim() ?? '');
}

function casesText(count: number): string {
  return count === 1 ? '1 case' : `${count} cases`;
}
