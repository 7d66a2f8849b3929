import type { ROLE_NAME } from './word.ts';

/** What the frame around every page says of a trial. */
export interface ShellTrial {
  readonly protocol: string;
  readonly title: string;
  readonly phase: string | null;
  readonly indication: string | null;
  readonly version: number;
  readonly myRoles: readonly (keyof typeof ROLE_NAME)[];
  readonly sponsor: { readonly name: string };
  readonly charter: { readonly version: number; readonly criteria: readonly { readonly name: string }[] };
  readonly progress: { readonly subjects: number; readonly differences: number };
}

/** Who looks. */
export interface ShellViewer {
  readonly person: { readonly name: string; readonly email: string };
  readonly mayOpenTrials: boolean;
}
