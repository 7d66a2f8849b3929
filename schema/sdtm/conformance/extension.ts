import { SPONSOR_TERMS } from '../response-term.ts';

/**
 * Terms that we add to extensible lists, by NCI code of the list: what the published list has no word for.
 *
 * Each is marked in define.xml (def:ExtendedValue) and told in the reviewer's guide.
 */
export const DECLARED_EXTENSIONS: Readonly<Record<string, readonly string[]>> = SPONSOR_TERMS;
