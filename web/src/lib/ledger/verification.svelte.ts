import { nowInstant } from '#lib/ui/instant-text.ts';
import { keepCheckpoint, keptCheckpoint, knownKey } from './known-key.svelte.ts';
import type { VerifyJob, VerifyNews } from './verify-job.ts';

type Ended = Exclude<VerifyNews, { readonly kind: 'progress' }>;

/** A verification in this browser: what is verified, how far it is, what became of it. */
export class Verification {
  /** `trail`, or the name of the file; null before the first. */
  what = $state<string | null>(null);
  progress = $state({ entries: 0, bytes: 0 });
  ended = $state.raw<Ended | null>(null);
  /** When it ended, ISO 8601. */
  endedAt = $state('');
  /** Whether it was done with a key that the person had from elsewhere. */
  hasOwnKey = $state(false);
  #worker: Worker | undefined;

  get isRunning(): boolean {
    return this.what !== null && this.ended === null;
  }

  /** @param hubKey the key that the hub names, under which this browser keeps checkpoints of its log */
  start(what: string, source: VerifyJob['source'], hubKey: string | null): void {
    this.cancel();
    const given = knownKey.text.trim();
    const key = given === '' ? undefined : given;
    const under = key ?? hubKey ?? '';
    this.what = what;
    this.hasOwnKey = key !== undefined;
    this.progress = { entries: 0, bytes: 0 };
    const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { type: 'module' });
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<VerifyNews>) => {
      if (data.kind === 'progress') {
        this.progress = data;
        return;
      }
      const isOwn = 'url' in source && data.kind === 'trail' && data.verdict.isSound;
      if (isOwn && data.note !== undefined && data.witness?.isExtension !== false)
        keepCheckpoint(under, data.note);
      this.#end(data);
    };
    worker.onerror = () =>
      this.#end({ kind: 'failed', sentence: 'This browser could not verify. Try again.' });
    worker.postMessage({ source, key, kept: keptCheckpoint(under) } satisfies VerifyJob);
  }

  /** Stops, and forgets what was found. */
  cancel(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.what = null;
    this.ended = null;
  }

  #end(news: Ended): void {
    this.ended = news;
    this.endedAt = nowInstant();
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
