import type { Style } from '@readout/chart';
import { createSubscriber } from 'svelte/reactivity';

const QUERIES = {
  isDark: '(prefers-color-scheme: dark)',
  hasMoreContrast: '(prefers-contrast: more)',
  isPrinted: 'print',
} as const;

const subscribe = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-pattern'] });
  const queries = Object.values(QUERIES).map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', update);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', update);
  };
});

/**
 * How the page wants its figures: `data-theme` and `data-pattern="on"` of <html>, else what the person's system prefers.
 *
 * Read in an effect or a derived value it follows every change. On paper: light, with patterns. In the browser only.
 */
export function readPageStyle(): Style {
  subscribe();
  const { theme, pattern } = document.documentElement.dataset;
  const isPrinted = matchMedia(QUERIES.isPrinted).matches;
  const isDark = theme === 'dark' || (theme !== 'light' && matchMedia(QUERIES.isDark).matches);
  return {
    theme: isDark && !isPrinted ? 'dark' : 'light',
    isPatterned: pattern === 'on' || isPrinted || matchMedia(QUERIES.hasMoreContrast).matches,
  };
}
