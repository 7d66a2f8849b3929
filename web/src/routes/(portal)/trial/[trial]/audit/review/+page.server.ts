import { error, redirect } from '@sveltejs/kit';
import { ask, attempt } from '#lib/server/hub.ts';
import { act, readForm, refuse } from '../../people/act.ts';
import { entryDocument } from '../document.ts';
import { FINISH, JUDGE, reviewDocument, reviewsDocument, START } from './document.ts';
import { DRAWN, isSignal } from './signal.ts';
import { readVerdicts } from './verdicts.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 25;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const protocol = event.params.trial;
  const { trial, auditLog } = await ask(event, reviewsDocument, { protocol });
  if (trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  const reviews = trial.auditReviews;
  // Without a choice the one that is under way.
  const id = searchParams.get('review') ?? reviews.find(({ finishedAt }) => finishedAt === null)?.id ?? null;
  const number = /^\d{1,9}$/.test(searchParams.get('entry') ?? '') ? Number(searchParams.get('entry')) : null;
  const [chosen, opened] = await Promise.all([
    id === null ? null : ask(event, reviewDocument, { id, ...pageOf(searchParams) }),
    number === null ? null : ask(event, entryDocument, { protocol, number }),
  ]);
  return {
    title: `Review of the trail · ${protocol}`,
    mayReview: (await event.parent()).trial.myRoles.some(
      (role) => role === 'AUDITOR' || role === 'DATA_MANAGER',
    ),
    seesTrail: trial.auditReviewDue !== null,
    due: trial.auditReviewDue,
    verification: trial.lastVerification,
    log: auditLog,
    reviews,
    review: chosen?.auditReview ?? null,
    isLost: id !== null && chosen?.auditReview == null,
    entry: opened?.trial?.auditEntry ?? null,
    zone: event.cookies.get('zone') ?? null,
    today: new Date().toISOString().slice(0, 10),
  };
};

/** What the address asks of the entries of a review; words that name nothing are left out. */
function pageOf(query: URLSearchParams) {
  const signal = query.get('signal');
  const state = query.get('state');
  const before = query.get('before');
  return {
    signal: isSignal(signal) ? signal : null,
    isDrawn: signal === DRAWN ? true : null,
    isOpen: state === 'open' ? true : state === 'judged' ? false : null,
    ...(before ? { last: PAGE_ROWS, before } : { first: PAGE_ROWS, after: query.get('after') || null }),
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const actions: Actions = {
  start: async (event) => {
    const typed = await readForm(event);
    const day = (name: string) => (DAY.test(typed[name] ?? '') ? (typed[name] ?? null) : null);
    const samplePercent = Number((typed['percent'] ?? '').replace(',', '.'));
    if (typed['percent'] === '' || Number.isNaN(samplePercent))
      return refuse('start', 'Give the share of ordinary entries to draw as a number, 0 to 100 %.', typed);
    return act(
      event,
      'start',
      typed,
      START,
      {
        protocol: event.params.trial,
        from: day('from'),
        to: day('to'),
        samplePercent,
        zone: typed['zone'] || 'UTC',
        reason: typed['reason'] ?? '',
      },
      event.url.pathname,
    );
  },
  judge: async (event) => {
    const typed = await readForm(event);
    const said = readVerdicts(typed);
    if (said.length === 0)
      return refuse('judge', 'Nothing was said yet: give at least one entry of this page a verdict.', typed);
    for (const each of said) {
      const answer = await attempt(event, JUDGE, {
        reviewId: typed['review'] ?? '',
        ...each,
        numbers: [...each.numbers],
      });
      if ('refusal' in answer)
        return refuse(
          'judge',
          `${each.numbers.length === 1 ? `Entry ${String(each.numbers[0])}` : `Entries ${each.numbers.join(', ')}`}: ${answer.refusal.sentence}`,
          typed,
        );
    }
    redirect(303, backTo(event.url));
  },
  finish: async (event) => {
    const typed = await readForm(event);
    return act(
      event,
      'finish',
      typed,
      FINISH,
      {
        reviewId: typed['review'] ?? '',
        summary: typed['reason'] ?? '',
        nextDueOn: typed['nextDueOn'] ?? '',
      },
      // Closed, it is no longer the one under way: it is named.
      `${event.url.pathname}?review=${encodeURIComponent(typed['review'] ?? '')}`,
    );
  },
};

/** The page as it was, without the name of the action. */
function backTo(url: URL): string {
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
  const text = query.toString();
  return text === '' ? url.pathname : `${url.pathname}?${text}`;
}
