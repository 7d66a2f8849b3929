import { error } from '@sveltejs/kit';
import { ask } from '#lib/server/hub.ts';
import { entryDocument, trailDocument } from './document.ts';
import { offsetText } from './entry-text.ts';
import { filterOf } from './filter.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = 50;
/** How many entries stand above one that is opened by its address. */
const ROWS_ABOVE = 8;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const protocol = event.params.trial;
  const filter = filterOf(searchParams);
  const number = /^\d{1,9}$/.test(searchParams.get('entry') ?? '') ? Number(searchParams.get('entry')) : null;
  const before = searchParams.get('before');
  const after = searchParams.get('after');
  const list = async (page: object) => {
    const { trial, auditLog } = await ask(event, trailDocument, { protocol, filter, ...page });
    if (!trial) error(404, { message: `There is no trial ${protocol} that you may see.`, code: 'NOT_FOUND' });
    return { ...trial, log: auditLog };
  };
  const [asked, opened] = await Promise.all([
    list(before ? { last: PAGE_ROWS, before } : { first: PAGE_ROWS, after: after || null }),
    number === null ? null : ask(event, entryDocument, { protocol, number }),
  ]);
  const isShown = asked.auditEntries.edges.some(({ node }) => node.number === number);
  // An address that names an entry alone opens the page that it stands on.
  const trail =
    number === null || isShown || before || after || !opened?.trial?.auditEntry
      ? asked
      : await list({ first: PAGE_ROWS, after: String(number + ROWS_ABOVE) });
  const zone = event.cookies.get('zone') ?? null;
  return {
    title: `Audit trail · ${protocol}`,
    trail,
    number,
    entry: opened?.trial?.auditEntry ?? null,
    zone,
    offset: zone === null ? null : offsetText(zone, new Date().toISOString()),
  };
};
