/** The row that this request has just written. @throws Error where it is not there: our bug */
export function getWritten<Row>(found: Row | undefined): Row {
  if (found === undefined) throw new Error('What was written is not there.');
  return found;
}
