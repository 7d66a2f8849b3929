const EVALUATORS = ['CENTRAL', 'READER_1', 'READER_2', 'ADJUDICATOR', 'INVESTIGATOR'] as const;
const POPULATIONS = ['TREATED', 'RANDOMISED', 'EVALUABLE', 'ENROLLED'] as const;
const CONFIRMED = ['charter', 'yes', 'no'] as const;
const UNITS = ['months', 'weeks'] as const;
const COLOURS = ['response', 'arm'] as const;

export type Choice = ReturnType<typeof readChoice>;

/** What a person chose to see, from the page's address; a word that is none is read as the default. */
export function readChoice(query: URLSearchParams) {
  return {
    evaluator: wordOf(query.get('evaluator'), EVALUATORS),
    /** Id of criteria of the charter; null: the first. */
    criteria: query.get('criteria') || null,
    population: wordOf(query.get('population'), POPULATIONS),
    confirmed: wordOf(query.get('confirmed'), CONFIRMED),
    unit: wordOf(query.get('unit'), UNITS),
    colour: wordOf(query.get('colour'), COLOURS),
    arm: query.get('arm') || null,
    site: query.get('site') || null,
    /** Page of the swimmer, from 1. */
    page: Math.max(1, Math.trunc(Number(query.get('page'))) || 1),
  };
}

function wordOf<Word extends string>(given: string | null, words: readonly [Word, ...Word[]]): Word {
  return words.find((word) => word === given) ?? words[0];
}
