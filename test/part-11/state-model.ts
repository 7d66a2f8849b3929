import fc from 'fast-check';

/**
 * The order of states as it stands on paper, apart from the database's own table: quality control → read → lock → adjudicate → sign, and
 * a timepoint opens when all before it are locked. (21 CFR 11.10(f))
 */
export const CODES = ['BL', 'W6', 'W12'] as const;
export const READERS = ['reader1', 'reader2'] as const;
export const PEOPLE = [
  ...READERS,
  'adjudicator',
  'monitor',
  'manager',
  'administrator',
  'sponsor',
  'statistician',
] as const;

export const VERBS = [
  'judge',
  'submit',
  'lock',
  'unlock',
  'signRead',
  'adjudicate',
  'readjudicate',
  'signReview',
  'close',
  'open',
] as const;

export interface ReadState {
  readonly state: 'NONE' | 'SUBMITTED' | 'LOCKED';
  readonly version: number;
  /** Whether this version was locked before, so that it is corrected by a next one. */
  readonly wasLocked: boolean;
  /** Whether a signature of its reader holds. */
  readonly isSigned: boolean;
}

export interface SubjectState {
  readonly isClosed: boolean;
  /** By timepoint. */
  readonly quality: readonly string[];
  /** By reader, then by timepoint. */
  readonly reads: readonly (readonly ReadState[])[];
  /** The reader whose review is accepted. */
  readonly accepted: number | null;
  /** Whether the monitor's signature under the central result holds. */
  readonly isAgreed: boolean;
}

export interface Action {
  readonly verb: (typeof VERBS)[number];
  readonly by: string;
  readonly reader: number;
  readonly at: number;
  /** Whether a reason is given: for the trail, and for a correction. */
  readonly hasReason: boolean;
  /** What images are judged to be. */
  readonly quality: 'PENDING' | 'PASSED' | 'FAILED';
}

type Choice = typeof choice extends fc.Arbitrary<infer Chosen> ? Chosen : never;

export const START: SubjectState = {
  isClosed: false,
  quality: CODES.map(() => 'PENDING'),
  reads: READERS.map(() =>
    CODES.map(() => ({ state: 'NONE', version: 0, wasLocked: false, isSigned: false })),
  ),
  accepted: null,
  isAgreed: false,
};

/** Who takes a step; READER is whose review it is. */
const WHO: Readonly<Record<Action['verb'], readonly string[]>> = {
  judge: ['manager', 'administrator'],
  submit: ['READER'],
  lock: ['READER', 'manager', 'administrator'],
  unlock: ['manager', 'administrator'],
  signRead: ['READER'],
  adjudicate: ['adjudicator'],
  readjudicate: ['adjudicator'],
  signReview: ['monitor'],
  close: ['administrator'],
  open: ['administrator'],
};

/** @returns the state after the action: the same one where nothing is to be done; undefined where it is refused */
export function after(state: SubjectState, action: Action): SubjectState | undefined {
  const { verb, by, reader, at } = action;
  const may = WHO[verb].includes(by) || (WHO[verb].includes('READER') && by === READERS[reader]);
  if (!may || !action.hasReason) return undefined;
  if (verb === 'open') return state.isClosed ? { ...state, isClosed: false } : state;
  const read = state.reads[reader]?.[at];
  if (read === undefined) throw new Error('There is no such read.');
  const isOpen = state.reads[reader]?.slice(0, at).every((each) => each.state === 'LOCKED') === true;
  const isReady = isOpen && state.quality[at] === 'PASSED';
  const put = (changed: Partial<ReadState>, more: Partial<SubjectState> = {}): SubjectState => ({
    ...state,
    ...more,
    reads: state.reads.map((reads, of) =>
      of === reader ? reads.map((each, on) => (on === at ? { ...each, ...changed } : each)) : reads,
    ),
  });
  if (verb === 'signReview')
    return isSettled(state) && !state.isAgreed ? { ...state, isAgreed: true } : undefined;
  if (verb === 'signRead' && read.state === 'LOCKED')
    return read.isSigned ? undefined : put({ isSigned: true });
  if (state.isClosed) return undefined;
  switch (verb) {
    case 'close':
      return { ...state, isClosed: true };
    case 'judge': {
      const { quality } = action;
      if (quality === state.quality[at]) return state;
      if (quality === 'PENDING') return undefined;
      if (quality === 'FAILED' && state.reads.some((reads) => reads[at]?.state === 'LOCKED'))
        return undefined;
      return { ...state, quality: state.quality.map((each, on) => (on === at ? quality : each)) };
    }
    case 'submit':
      if (!isReadable(read) || !isReady) return undefined;
      return put({
        state: 'SUBMITTED',
        wasLocked: false,
        version: read.state === 'NONE' || read.wasLocked ? read.version + 1 : read.version,
      });
    case 'lock':
      if (read.state === 'LOCKED') return state;
      return read.state === 'SUBMITTED' && isReady
        ? put({ state: 'LOCKED', wasLocked: false }, { isAgreed: false })
        : undefined;
    case 'signRead':
      return read.state === 'SUBMITTED' && isReady
        ? put({ state: 'LOCKED', wasLocked: false, isSigned: true }, { isAgreed: false })
        : undefined;
    case 'unlock':
      return read.state === 'LOCKED'
        ? put({ state: 'SUBMITTED', wasLocked: true, isSigned: false }, { isAgreed: false })
        : undefined;
    case 'adjudicate':
      return state.accepted === null && areAllLocked(state) && doDiffer(state)
        ? { ...state, accepted: reader, isAgreed: false }
        : undefined;
    case 'readjudicate':
      return state.accepted !== null && state.accepted !== reader && areAllLocked(state)
        ? { ...state, accepted: reader, isAgreed: false }
        : undefined;
  }
}

const isReadable = ({ state }: ReadState) => state !== 'LOCKED';
const areAllLocked = ({ reads }: SubjectState) =>
  reads.flat().every(({ state }) => state !== 'SUBMITTED') && reads.every(hasLocked);
const hasLocked = (reads: readonly ReadState[]) => reads.some(({ state }) => state === 'LOCKED');
/** Reader 1 measures a partial response at each timepoint after the baseline, reader 2 a stable disease: they agree on nothing but to have no response yet. */
const hasResponse = (reads: readonly ReadState[]) =>
  reads[0]?.state === 'NONE' ? false : reads.slice(1).some(({ state }) => state === 'LOCKED');
const doDiffer = ({ reads }: SubjectState) => reads.some(hasResponse);
const isSettled = (state: SubjectState) =>
  state.accepted !== null || (state.reads.every(hasLocked) && !doDiffer(state));

/** Every action there is, by somebody who gives a reason. */
const ALL: readonly Action[] = PEOPLE.flatMap((by) =>
  READERS.flatMap((_name, reader) =>
    CODES.flatMap((_code, at) =>
      VERBS.flatMap((verb) =>
        (verb === 'judge' ? (['PASSED', 'FAILED', 'PENDING'] as const) : (['PASSED'] as const)).map(
          (quality) => ({
            verb,
            by,
            reader,
            at,
            hasReason: true,
            quality,
          }),
        ),
      ),
    ),
  ),
);

/** A choice of what is done next, whatever the state then is: two thirds are steps that the paper allows, each kind as likely as another, the rest any. */
export const choice = fc.record({
  isAllowed: fc.constantFrom(true, true, false),
  hasReason: fc.integer({ min: 0, max: 9 }).map((luck) => luck > 0),
  kind: fc.nat(),
  which: fc.nat(),
});

/** The action that a choice means in a state. */
export function choose(state: SubjectState, { isAllowed, hasReason, kind, which }: Choice): Action {
  const among = isAllowed
    ? ALL.filter((each) => !([undefined, state] as unknown[]).includes(after(state, each)))
    : ALL;
  const byVerb = [...Map.groupBy(among, ({ verb }) => verb).values()];
  // What begins and ends everything is as seldom as in a trial.
  const kinds = byVerb.flatMap((actions) =>
    actions[0]?.verb === 'close' || actions[0]?.verb === 'unlock' ? [actions] : [actions, actions, actions],
  );
  const actions = kinds[kind % kinds.length] ?? [];
  const chosen = actions[which % actions.length];
  if (chosen === undefined) throw new Error('There is nothing to choose from.');
  return isAllowed ? chosen : { ...chosen, hasReason };
}
