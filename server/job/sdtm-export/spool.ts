import { createReadStream } from 'node:fs';
import { mkdir, open, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset, DatasetDefinition, DatasetRow, Rows, Value } from '@readout/sdtm/dataset.ts';
import { openProfile, type Profile, type ProfileMark } from '@readout/sdtm/profile.ts';

/** What a spool holds by dataset, as plain JSON: bytes of its file and what was counted of its rows. */
export type SpoolMark = Readonly<Record<string, { readonly bytes: number; readonly profile: ProfileMark }>>;

/** Rows of datasets on their way to files: kept on disk, counted as they pass. */
export interface Spool {
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Takes rows of a dataset; those of a dataset that is not sent are dropped. */
  readonly add: (dataset: string, rows: readonly DatasetRow[]) => void;
  /** Writes what was taken since. @returns what a spool that is opened again goes on from */
  readonly flush: () => Promise<SpoolMark>;
  /** Rows of a dataset in the order of its columns, read from disk. */
  readonly rowsOf: (dataset: Dataset) => Rows;
}

/**
 * Opens a spool in a folder: a file of JSON lines for each dataset, an array of values in the order of the definition's variables.
 *
 * Memory is that of the rows since the last `flush`.
 *
 * @param from what `flush` gave: what was written after it is cut off
 */
export async function openSpool(
  folder: string,
  definitions: readonly DatasetDefinition[],
  from: SpoolMark = {},
): Promise<Spool> {
  await mkdir(folder, { recursive: true });
  const fileOf = (dataset: string) => join(folder, `${dataset}.jsonl`);
  const profiles = new Map<string, Profile>();
  const bytes = new Map<string, number>();
  for (const definition of definitions) {
    const held = from[definition.name];
    profiles.set(definition.name, openProfile(definition, held?.profile));
    bytes.set(definition.name, held?.bytes ?? 0);
    const file = await open(fileOf(definition.name), 'a');
    await file.close();
    await truncate(fileOf(definition.name), held?.bytes ?? 0);
  }
  const names = new Map(
    definitions.map(({ name, variables }) => [name, variables.map((variable) => variable.name)]),
  );
  const waiting = new Map<string, string[]>();
  return {
    profiles,
    add: (dataset, rows) => {
      const [profile, variables] = [profiles.get(dataset), names.get(dataset)];
      if (profile === undefined || variables === undefined || rows.length === 0) return;
      const lines = waiting.get(dataset) ?? [];
      waiting.set(dataset, lines);
      for (const row of rows) {
        profile.count(row);
        lines.push(JSON.stringify(variables.map((name) => row[name] ?? null)));
      }
    },
    flush: async () => {
      for (const [dataset, lines] of waiting) {
        const text = Buffer.from(`${lines.join('\n')}\n`);
        const file = await open(fileOf(dataset), 'a');
        try {
          await file.appendFile(text);
        } finally {
          await file.close();
        }
        bytes.set(dataset, (bytes.get(dataset) ?? 0) + text.length);
      }
      waiting.clear();
      return Object.fromEntries(
        [...profiles].map(([name, profile]) => [
          name,
          { bytes: bytes.get(name) ?? 0, profile: profile.mark() },
        ]),
      );
    },
    rowsOf: ({ definition, columns }) => {
      const places = columns.map(({ name }) =>
        definition.variables.findIndex((variable) => variable.name === name),
      );
      return readRows(fileOf(definition.name), places);
    },
  };
}

/** May be iterated more than once: each time from the beginning. */
function readRows(path: string, places: readonly number[]): AsyncIterable<readonly Value[]> {
  const isWhole = places.every((place, n) => place === n);
  return {
    async *[Symbol.asyncIterator]() {
      let rest = '';
      for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 262_144 })) {
        const lines = (rest + String(chunk)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const values = JSON.parse(line) as readonly Value[];
          yield isWhole ? values : places.map((place) => values[place] ?? null);
        }
      }
    },
  };
}
