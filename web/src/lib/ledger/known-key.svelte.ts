const STORED = 'readout-verifier-key';

/** The verifier key that the person had from elsewhere and keeps in this browser; empty: none. Not known on the server. */
class KnownKey {
  #text = $state('');

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    if (text === '') localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, text);
  }

  /** Once the page runs in the browser. */
  read(): void {
    this.#text = localStorage.getItem(STORED) ?? '';
  }
}

export const knownKey = new KnownKey();

const keptUnder = (key: string): string => `readout-checkpoint ${key}`;

/** The checkpoint that this browser verified last of the log of a key. */
export const keptCheckpoint = (key: string): string | undefined =>
  localStorage.getItem(keptUnder(key)) ?? undefined;

/** Keeps a verified checkpoint, as a witness does. */
export const keepCheckpoint = (key: string, note: string): void => localStorage.setItem(keptUnder(key), note);
