import { decodeGlobalID, encodeGlobalID } from '@pothos/plugin-relay';
import { Refusal } from '@readout/db/refusal.ts';

/** A row inside a trial: its whole primary key. */
export interface RowKey {
  readonly trialId: string;
  readonly id: string;
}

/** The id under which clients know a row of a trial, e.g. a `Read`. */
export const encodeNodeId = (type: string, { trialId, id }: RowKey): string =>
  encodeGlobalID(type, JSON.stringify([trialId, id]));

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * The key that an id from a client names.
 *
 * @throws Refusal NOT_FOUND on an id of another type, or none at all
 */
export function decodeNodeId(type: string, nodeId: string): RowKey {
  const [trialId, id] = keyOf(type, nodeId);
  if (typeof trialId !== 'string' || typeof id !== 'string' || !UUID.test(trialId) || !UUID.test(id))
    throw new Refusal('NOT_FOUND', `There is no ${type.toLowerCase()} with this id.`);
  return { trialId, id };
}

/** The trial of the row that an id from a client names, whatever its type; undefined where it names none. */
export function trialOfNodeId(nodeId: string): string | undefined {
  try {
    const key: unknown = JSON.parse(decodeGlobalID(nodeId).id);
    const trialId: unknown = Array.isArray(key) ? key[0] : undefined;
    return typeof trialId === 'string' && UUID.test(trialId) ? trialId : undefined;
  } catch {
    // Not an id of a row in a trial.
    return undefined;
  }
}

function keyOf(type: string, nodeId: string): readonly unknown[] {
  try {
    const { typename, id } = decodeGlobalID(nodeId);
    const key: unknown = typename === type ? JSON.parse(id) : [];
    return Array.isArray(key) ? key : [];
  } catch {
    // Not an id of ours: what follows refuses it.
    return [];
  }
}

/** Whether the part of an id behind its type can name a row: a UUID, or two of them. Another one would end the transaction. */
export const isRowKey = (text: string): boolean =>
  [...text.matchAll(/[^"[\],\s]+/g)].every(([part]) => UUID.test(part)) &&
  /^(\["[^"]+",\s?"[^"]+"\]|[\da-f-]+)$/.test(text);
