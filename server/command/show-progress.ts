/** One line that is written over on a terminal; elsewhere a line for each tenth. On stderr, so that stdout is the answer alone. */
export function showProgress(what: string): (done: number, total: number) => void {
  let shown = -1;
  return (done, total) => {
    const tenth = total === 0 ? 10 : Math.floor((done * 10) / total);
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${done} of ${total} ${what}${done === total ? '\n' : ''}`);
    } else if (tenth > shown) {
      process.stderr.write(`${done} of ${total} ${what}\n`);
    }
    shown = tenth;
  };
}
