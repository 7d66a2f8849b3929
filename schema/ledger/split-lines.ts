/** Longer than any line of ours; a hostile file does not fill the memory. */
const LONGEST_LINE = 64 * 1024 * 1024;
const LINE_BREAK = 0x0a;

/**
 * The lines of a file that comes in pieces, without their line breaks. Bytes after the last line break are a line too.
 *
 * A line may share its memory with the piece it came in: it is good until the next is asked for.
 *
 * @throws RangeError for a line over 64 MiB
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    let begin = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end >= 0; end = chunk.indexOf(LINE_BREAK, begin)) {
      const piece = chunk.subarray(begin, end);
      yield rest.length === 0 ? piece : join(rest, piece);
      rest = new Uint8Array(0);
      begin = end + 1;
    }
    rest = join(rest, chunk.subarray(begin));
    if (rest.length > LONGEST_LINE) throw new RangeError('A line is longer than 64 MiB.');
  }
  if (rest.length > 0) yield rest;
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
