import { checkTrail, type TrailCheck } from '@readout/db/check-trail.ts';
import type { Database } from '@readout/db/database.ts';

const HOUR_MS = 3_600_000;

/** Where it is told. */
export interface TrailLog {
  readonly warn: (sentence: string) => void;
  readonly error: (details: object, sentence: string) => void;
}

export interface TrailWatch {
  /** The check at start. @throws Error that names each gap: a hub whose trail is open does not serve */
  readonly begin: () => Promise<void>;
  /** Whether the newest check found no gap. */
  readonly isHeld: () => boolean;
  /** Checks now, as each hour; what it finds is logged. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
}

/** Asks the catalogue at start and each hour whether the audit trail is still held, as nobody may switch it off unseen. */
export function watchTrail({ owner }: Pick<Database, 'owner'>, log: TrailLog): TrailWatch {
  let newest: TrailCheck = { gaps: [], notices: [] };
  let timer: NodeJS.Timeout | undefined;
  const check = async () => {
    newest = await checkTrail(owner);
    for (const notice of newest.notices) log.warn(notice);
    for (const gap of newest.gaps) log.error({ gap }, 'the audit trail is not held');
  };
  return {
    begin: async () => {
      await check();
      if (newest.gaps.length > 0)
        throw new Error(`The audit trail of this database is not held: ${newest.gaps.join('; ')}.`);
      timer = setInterval(() => {
        check().catch((error: unknown) => log.error({ err: error }, 'the audit trail was not checked'));
      }, HOUR_MS);
      timer.unref();
    },
    isHeld: () => newest.gaps.length === 0,
    check,
    stop: () => clearInterval(timer),
  };
}
