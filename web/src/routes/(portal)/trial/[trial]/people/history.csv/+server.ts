import { error } from '@sveltejs/kit';
import { csvFile } from '#lib/server/csv-file.ts';
import { ask } from '#lib/server/hub.ts';
import { ROLE_NAME } from '#lib/ui/word.ts';
import { ACCESS_ON, dayOf } from '../history/document.ts';
import { SIGHT_NAME } from '../word.ts';
import type { RequestHandler } from './$types';

const COLUMNS = [
  'Person',
  'Role',
  'Since',
  'Given by',
  'Reason',
  'Until',
  'Ended by',
  'Reason of the end',
  'Could see',
];

/** The list of the page, with its filter. */
export const GET: RequestHandler = async (event) => {
  const { day, at, until } = dayOf(event.url.searchParams);
  const sight = event.url.searchParams.get('sight') ?? '';
  const { trial } = await ask(event, ACCESS_ON, {
    protocol: event.params.trial,
    at: at.toISOString(),
    until: until.toISOString(),
  });
  if (trial === null) error(404, { message: 'There is no such trial.' });
  const held = trial.accessOn.filter(({ sights }) => sight === '' || sights.some((each) => each === sight));
  return csvFile(`${event.params.trial}-access-${day}.csv`, {
    caption: `Who could see what on ${day}`,
    columns: COLUMNS.map((name) => ({ name, isNumber: false })),
    rows: held.map((row) =>
      [
        row.name,
        ROLE_NAME[row.role],
        row.since,
        row.grantedBy,
        row.reason,
        row.until ?? '',
        row.endedBy ?? '',
        row.endedReason ?? '',
        row.sights.map((each) => SIGHT_NAME[each]).join('; '),
      ].map((text) => ({ text })),
    ),
  });
};
