import type { TimepointResponse } from './document.ts';

/** One part of a response, stated and derived; null: not told. */
export interface ResponsePart {
  readonly name: string;
  readonly stated: string | null;
  readonly derived: string | null;
  readonly isDifferent: boolean;
}

/** The parts of a timepoint response in the order in which they lead to the whole. */
export function responseParts(response: TimepointResponse): readonly ResponsePart[] {
  const isNew = (value: boolean | null | undefined) => (value == null ? null : value ? 'yes' : 'no');
  return [
    part('Target', response.statedTarget, response.target),
    part('Non-target', response.statedNonTarget, response.nonTarget),
    part('New lesion', isNew(response.statedNewLesion), isNew(response.hasNewLesion)),
    // The response by CT beside one with PET, soft tissue and bone: as the source stated them, for what the criteria say of each.
    ...response.statedComponents.map(({ key, name, value }) => ({
      name,
      stated: value,
      derived: response.components.find((component) => component.key === key)?.value ?? null,
      isDifferent: false,
    })),
    part('Overall', response.statedOverall, response.overall),
  ];
}

/** What was stated otherwise, in a sentence; empty when nothing was. */
export function differenceText(evaluator: string, response: TimepointResponse): string {
  const different = responseParts(response).filter(({ isDifferent }) => isDifferent);
  const said = different.map(
    ({ name, stated, derived }) => `${name.toLowerCase()} ${stated ?? ''}, derived ${derived ?? ''}`,
  );
  return said.length === 0 ? '' : `${evaluator} stated ${said.join('; ')}`;
}

const part = (name: string, stated: string | null, derived: string | null): ResponsePart => ({
  name,
  stated,
  derived,
  isDifferent: stated !== null && derived !== null && stated !== derived,
});
