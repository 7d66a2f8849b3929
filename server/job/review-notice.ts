import type { Database } from '@readout/db/database.ts';

const HOUR_MS = 3_600_000;

/** Tells those who review the audit trail that a review is late: at start and each hour, each person once for each day on which one fell due. @returns ends it */
export function startReviewNotices(
  database: Database,
  report: (error: unknown) => void,
): () => Promise<void> {
  let working: Promise<unknown> | undefined;
  const look = () => {
    working ??= tellLateReviews(database, new Date())
      .catch(report)
      .finally(() => {
        working = undefined;
      });
  };
  look();
  const timer = setInterval(look, HOUR_MS);
  return async () => {
    clearInterval(timer);
    await working;
  };
}

/** @param now the day (UTC) of it is today @returns how many mails went into the outbox */
export async function tellLateReviews({ owner }: Pick<Database, 'owner'>, now: Date): Promise<number> {
  const { rows } = await owner.query<{ told: number }>(
    'select private.tell_late_audit_reviews($1::date) as told',
    [now.toISOString().slice(0, 10)],
  );
  return rows[0]?.told ?? 0;
}
