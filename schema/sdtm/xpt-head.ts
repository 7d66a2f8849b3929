import type { Column, Dataset } from './dataset.ts';
import { toAscii } from './to-ascii.ts';
import { UnwritableDataset } from './unwritable-dataset.ts';

const NAMESTR = 140;
const RECORD = 80;
const LONGEST_LABEL = 40;
const LONGEST_TEXT = 200;
const MOST_VARIABLES = 9999;
const NAME = /^[A-Z_][A-Z0-9_]{0,7}$/;
/** Read by people and validators as the release whose layout this is; SAS itself takes any. */
const SAS_VERSION = '9.4';
const SYSTEM = 'Linux';
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/**
 * All that stands before the rows of a SAS XPORT version 5 file: library, member and the descriptions of the variables.
 *
 * @param at instant; the time stamp of the file, in UTC
 * @throws UnwritableDataset for a name, label, length or number of variables that the format does not have
 * @source SAS Institute TS-140
 */
export function xptHead({ definition, columns }: Dataset, at: string): Uint8Array {
  const { name } = definition;
  const refuse = (variable: string | null, value: string | number, allowed: string) =>
    new UnwritableDataset({ dataset: name, variable, row: null, value, allowed });
  if (!NAME.test(name)) throw refuse(null, name, 'a name of 1 to 8 letters A-Z, digits or _, no digit first');
  if (columns.length === 0 || columns.length > MOST_VARIABLES)
    throw refuse(null, `${columns.length} variables`, '1 to 9999 variables');
  const label = labelOf(name, null, definition.label);
  const seen = new Set<string>();
  const namestrs = new Uint8Array(toRecords(columns.length * NAMESTR)).fill(0x20);
  let position = 0;
  for (const [i, column] of columns.entries()) {
    if (!NAME.test(column.name))
      throw refuse(column.name, column.name, 'a name of 1 to 8 letters A-Z, digits or _, no digit first');
    if (seen.has(column.name)) throw refuse(column.name, column.name, 'each name once');
    seen.add(column.name);
    const isRoom = column.type === 'Num' ? column.length === 8 : isTextLength(column.length);
    if (!isRoom)
      throw refuse(
        column.name,
        `a length of ${column.length}`,
        `text of 1 to ${LONGEST_TEXT} bytes, numbers of 8; what is longer goes on in SUPP--`,
      );
    const described = namestrs.subarray(i * NAMESTR, (i + 1) * NAMESTR);
    describeColumn(described, column, labelOf(name, column.name, column.label), i + 1, position);
    position += column.length;
  }

  const stamp = stampOf(at);
  const about = `${pad(SAS_VERSION, 8)}${pad(SYSTEM, 8)}${pad('', 24)}${stamp}`;
  const count = String(columns.length).padStart(4, '0');
  const before = [
    header('LIBRARY', '0'.repeat(30)),
    `SAS     SAS     SASLIB  ${about}`,
    pad(stamp, RECORD),
    header('MEMBER', `${'0'.repeat(16)}01600000000${NAMESTR}`),
    header('DSCRPTR', '0'.repeat(30)),
    `SAS     ${pad(name, 8)}SASDATA ${about}`,
    `${pad(stamp, 32)}${pad(label, 40)}${pad('', 8)}`,
    header('NAMESTR', `000000${count}${'0'.repeat(20)}`),
  ];
  return join(latin(before.join('')), namestrs, latin(header('OBS', '0'.repeat(30))));

  function labelOf(dataset: string, variable: string | null, given: string): string {
    const { text, stray } = toAscii(given);
    if (stray !== null)
      throw refuse(variable, given, `a label in ASCII; ${JSON.stringify(stray)} has no form in it`);
    if (text.length > LONGEST_LABEL)
      throw refuse(variable, given, `a label of ${LONGEST_LABEL} characters; this is ${text.length}`);
    return text;
  }
}

const isTextLength = (length: number) => Number.isInteger(length) && length >= 1 && length <= LONGEST_TEXT;

/** NAMESTR: what a variable is and where it stands in a row. */
function describeColumn(
  bytes: Uint8Array,
  { name, type, length, format }: Column,
  label: string,
  number: number,
  position: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, NAMESTR);
  const isDate = format === 'SAS date';
  view.setInt16(0, type === 'Num' ? 1 : 2);
  view.setInt16(2, 0);
  view.setInt16(4, length);
  view.setInt16(6, number);
  bytes.set(latin(pad(name, 8)), 8);
  bytes.set(latin(pad(label, 40)), 16);
  bytes.set(latin(pad(isDate ? 'DATE' : '', 8)), 56);
  // Width and decimals of the format, justification, filler: a number of days reads as 01JAN2026.
  bytes.fill(0, 64, 72);
  view.setInt16(64, isDate ? 9 : 0);
  bytes.set(latin(pad('', 8)), 72);
  bytes.fill(0, 80, NAMESTR);
  view.setInt32(84, position);
}

const header = (name: string, rest: string) =>
  pad(`HEADER RECORD*******${pad(name, 8)}HEADER RECORD!!!!!!!${rest}`, RECORD);

/** ddMMMyy:hh:mm:ss in UTC. @throws RangeError when it is no instant: our bug */
function stampOf(at: string): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month, day] = date.split('-');
  return `${day}${MONTHS[Number(month) - 1]}${year.slice(-2)}:${time.slice(0, 8)}`;
}

const pad = (text: string, length: number) => text.padEnd(length, ' ');
const toRecords = (bytes: number) => Math.ceil(bytes / RECORD) * RECORD;
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
