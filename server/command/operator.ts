import type { Viewer } from '@readout/db/viewer.ts';

/** Who acts at the command line: the program itself, for whoever may use the machine and its database. */
export const operator: Viewer = { userId: 'readout' };
