import { builder } from '../builder.ts';
import type { StoredFile, StoredManifest } from './stored-export.ts';

const ExportedFile = builder.objectRef<StoredFile>('ExportedFile').implement({
  description: 'A file of a package.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Its path in the package.' }),
    what: t.string({
      nullable: true,
      description: 'What it is, in words; null where its name tells.',
      resolve: ({ what }) => what ?? null,
    }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its bytes, hexadecimal.' }),
    bytes: t.exposeFloat('bytes', { description: 'Its size, bytes.' }),
    records: t.int({
      nullable: true,
      description: 'Its records; null where it is no dataset.',
      resolve: ({ records }) => records ?? null,
    }),
  }),
});

interface Version {
  readonly of: string;
  readonly version: string;
}

const ExportVersion = builder.objectRef<Version>('ExportVersion').implement({
  description: 'What a package was made with, or follows.',
  fields: (t) => ({
    of: t.exposeString('of', { description: 'The program, standard or terminology.' }),
    version: t.exposeString('version', { description: 'Its version.' }),
  }),
});

const ExportedCut = builder.objectRef<NonNullable<StoredManifest['cut']>>('ExportedCut').implement({
  description: 'The state of the data that a package holds.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'Name of the data cut; null without one.' }),
    on: t.expose('on', {
      type: 'Date',
      nullable: true,
      description: 'Data after this day are left out; null: none are.',
    }),
    at: t.field({
      type: 'DateTime',
      description: 'The time stamp of every file: when the cut was taken, or the newest data were recorded.',
      resolve: ({ at }) => at,
    }),
    entryNumber: t.exposeInt('entryNumber', { description: 'Newest audit entry that the package knows of.' }),
  }),
});

const ExportCheckpoint = builder
  .objectRef<NonNullable<StoredManifest['checkpoint']>>('ExportCheckpoint')
  .implement({
    description: 'The signed state of the audit log that covers the data of a package.',
    fields: (t) => ({
      treeSize: t.exposeFloat('treeSize', { description: 'Entries that it covers.' }),
      root: t.exposeString('root', { description: 'Root hash of the log, as text.' }),
    }),
  });

export const ExportManifest = builder.objectRef<StoredManifest>('ExportManifest').implement({
  description: 'What is in a package and what it rests on.',
  fields: (t) => ({
    files: t.field({
      type: [ExportedFile],
      description: 'Its files, in their order in the package.',
      resolve: ({ files = [] }) => files,
    }),
    versions: t.field({
      type: [ExportVersion],
      description: 'Programs, standards and terminologies, with their versions.',
      resolve: ({ versions = {} }) => Object.entries(versions).map(([of, version]) => ({ of, version })),
    }),
    cut: t.field({
      type: ExportedCut,
      nullable: true,
      description: 'The state of the data; null where the manifest does not say.',
      resolve: ({ cut }) => cut ?? null,
    }),
    checkpoint: t.field({
      type: ExportCheckpoint,
      nullable: true,
      description: 'The signed state of the audit log that covers the data; null without one.',
      resolve: ({ checkpoint }) => checkpoint ?? null,
    }),
  }),
});
