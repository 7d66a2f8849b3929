/** What an audit entry tells of a change. */
export interface Change {
  readonly actorName: string;
  readonly action: 'INSERT' | 'UPDATE' | 'DELETE' | 'ACT';
  readonly record: string;
  readonly changed: readonly string[];
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

const VERBS = { INSERT: 'added', DELETE: 'deleted', ACT: 'acted upon' } as const;
/** What names a row to people, in the order tried. */
const NAMES = ['number', 'code', 'protocol', 'evaluator', 'name', 'role', 'kind', 'version'];

/**
 * An audit entry in plain English.
 *
 * @example 'M. Okafor changed finding: longest diameter mm 42 → 24'
 */
export function changeSentence({ actorName, action, record, changed, before, after }: Change): string {
  const noun = words(record);
  if (action === 'UPDATE') {
    const parts = changed.map(
      (field) => `${words(field)} ${shown(before?.[field])} → ${shown(after?.[field])}`,
    );
    return `${actorName} changed ${noun}: ${parts.join(', ')}`;
  }
  const row = (action === 'INSERT' ? after : before) ?? {};
  const name = NAMES.find((field) => row[field] !== undefined && row[field] !== null);
  return `${actorName} ${VERBS[action]} ${noun}${name === undefined ? '' : ` ${shown(row[name])}`}`;
}

const words = (name: string): string => name.replaceAll('_', ' ');

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
