/** A new id of a row: a UUIDv7, for a row that others name before it is written. */
export { uuidv7 as newId } from 'uuidv7';
