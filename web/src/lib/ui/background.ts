/**
 * Runs what a page asks by itself, without its person: it does not keep the session alive.
 *
 * The mark is a cookie, as the requests that SvelteKit makes for a page's data take no header.
 */
export async function inBackground(work: () => Promise<unknown>): Promise<void> {
  document.cookie = 'background=1; path=/; max-age=5; samesite=strict';
  try {
    await work();
  } finally {
    document.cookie = 'background=; path=/; max-age=0; samesite=strict';
  }
}
