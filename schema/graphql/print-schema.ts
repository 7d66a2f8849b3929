import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import { schema } from './schema.ts';

/** Writes the contract for review: `node schema/graphql/print-schema.ts`. */
await writeFile(join(import.meta.dirname, 'schema.graphql'), `${printSchema(schema)}\n`);
