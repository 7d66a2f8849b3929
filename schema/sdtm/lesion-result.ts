import type { FindingContent, LesionContent } from './content.ts';
import type { Result } from './map-tr.ts';
import type { LesionTest } from './response-term.ts';

/** TRORRES of a lesion that is there and too small for a size. @source SDTMIG v3.4, TR examples */
const TOO_SMALL = 'TOO SMALL TO MEASURE';

/**
 * The sizes of a finding by test, mm.
 *
 * DIAMETER is the size that is added up: of a node the short axis, else the longest diameter. A node's LPERP is its perpendicular
 * where told, else the short axis; its LDIAM the longest diameter where told. Of others LDIAM is DIAMETER.
 */
export function sizeTestsOf(
  { kind }: Pick<LesionContent, 'kind'>,
  { longestDiameterMm, shortAxisMm, perpendicularMm }: FindingContent,
): readonly (readonly [LesionTest, number])[] {
  const isNode = kind === 'nodal';
  const sizes: readonly (readonly [LesionTest, number | null])[] = [
    ['DIAMETER', isNode ? shortAxisMm : longestDiameterMm],
    ['LDIAM', longestDiameterMm],
    ['LPERP', perpendicularMm ?? shortAxisMm],
  ];
  return sizes.filter((size): size is readonly [LesionTest, number] => size[1] !== null);
}

/**
 * What TR says of a lesion at a read.
 *
 * @param planned the size tests that the lesion bears at any read: those that are not done where it could not be evaluated
 */
export function lesionResults(
  lesion: LesionContent,
  finding: FindingContent,
  planned: ReadonlySet<LesionTest>,
): readonly Result[] {
  const { attenuationHu, sulPeak, volumeMl, state } = finding;
  const sizes = sizeTestsOf(lesion, finding).map(([test, mm]) => amount(test, mm, 'mm'));
  const others = [
    ...(attenuationHu === null ? [] : [amount('RADIODEN', attenuationHu, 'Hounsfield Unit')]),
    // 1 g/mL is 1 kg/L, the published term.
    ...(sulPeak === null ? [] : [amount('SULPEAK', sulPeak, 'kg/L')]),
    ...(volumeMl === null ? [] : [amount('VOLUME', volumeMl, 'mL')]),
  ];
  if (state === 'measured') return [...sizes, ...others];
  if (state === 'not-evaluable') {
    const tests = lesion.role === 'target' ? sizesOf(lesion, planned) : [stateTest(lesion)];
    const done = new Set(sizes.map(({ test }) => test));
    return [
      ...sizes,
      ...tests.filter((test) => !done.has(test)).map((test) => notDone(test, finding)),
      ...others,
    ];
  }
  if (state === 'too-small' && lesion.role === 'target' && sizes.length === 0) {
    return [...sizesOf(lesion, new Set()).map((test) => word(test, TOO_SMALL)), ...others];
  }
  return [...sizes, stateOf(lesion, state), ...others];
}

const amount = (test: LesionTest, number: number, unit: string): Result => ({
  test,
  words: String(number),
  number,
  unit,
  reason: null,
});

const word = (test: LesionTest, words: string): Result => ({
  test,
  words,
  number: null,
  unit: null,
  reason: null,
});

const notDone = (test: LesionTest, { reasonNotEvaluable }: FindingContent): Result => ({
  test,
  words: null,
  number: null,
  unit: null,
  reason: reasonNotEvaluable,
});

/** The sizes that a target would have had. */
function sizesOf({ kind }: LesionContent, planned: ReadonlySet<LesionTest>): readonly LesionTest[] {
  const least: readonly LesionTest[] = kind === 'nodal' ? ['DIAMETER', 'LPERP'] : ['DIAMETER', 'LDIAM'];
  return [...new Set([...least, ...planned])];
}

/** A node that is no target has a state of its own. @source CDISC COSMoS, TR LNSTATE_RECIST1_1 */
const stateTest = ({ kind, role }: LesionContent): LesionTest =>
  kind === 'nodal' && role === 'non-target' ? 'LNSTATE' : 'TUMSTATE';

/** @source CDISC CT TRPROPRS C124309; CDISC COSMoS, TR TUMSTATE and LNSTATE */
const STATES: Readonly<Record<string, string>> = {
  present: 'PRESENT',
  absent: 'ABSENT',
  progressed: 'UNEQUIVOCAL',
  equivocal: 'EQUIVOCAL',
  'too-small': TOO_SMALL,
};
const NODE_STATES: Readonly<Record<string, string>> = { present: 'PATHOLOGICAL', absent: 'NON-PATHOLOGICAL' };

function stateOf(lesion: LesionContent, state: string): Result {
  const test = stateTest(lesion);
  const ofNode = test === 'LNSTATE' ? NODE_STATES[state] : undefined;
  return ofNode === undefined ? word('TUMSTATE', STATES[state] ?? state.toUpperCase()) : word(test, ofNode);
}
