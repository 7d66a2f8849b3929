/** Files that do not fit: nothing of them is kept. */
export class ImportRefused extends Error {
  /** At most a hundred, one for each place. */
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'ImportRefused';
    this.sentences = sentences;
  }
}

export const MOST_REFUSALS = 100;
