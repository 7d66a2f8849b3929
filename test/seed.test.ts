import { seedDemo } from '@readout/server/seed/seed.ts';
import { GLIOMA_STORY } from '@readout/server/seed/glioma/story.ts';
import { LUNG_STORY } from '@readout/server/seed/lung/story.ts';
import { LYMPHOMA_STORY } from '@readout/server/seed/lymphoma/story.ts';
import { tellStory } from '@readout/server/seed/story.ts';
import { describe, expect, test } from 'vitest';
import { asSuperuser, openDemoDatabase, withDatabase } from './postgres.ts';

const db = withDatabase(openDemoDatabase);

test('the demonstration tells the same stories in every run', () => {
  expect(tellStory(LUNG_STORY)).toEqual(tellStory(LUNG_STORY));
  expect(tellStory(LYMPHOMA_STORY)).toEqual(tellStory(LYMPHOMA_STORY));
  expect(tellStory(GLIOMA_STORY)).toEqual(tellStory(GLIOMA_STORY));
});

describe('The seeded demonstration', () => {
  test('has 240 subjects at 24 sites with a plausible response rate in each arm', async () => {
    const { rows } = await db.database.owner.query<{
      arm: string;
      subjects: number;
      sites: number;
      percent: number;
    }>(
      `select a.code as arm, count(*)::int as subjects, count(distinct s.site_id)::int as sites,
          (100.0 * count(*) filter (where b.confirmed_best in ('CR', 'PR')) / count(*))::float as percent
        from subject s join subject_arm x on x.subject_id = s.id join arm a on a.id = x.arm_id
        left join central_review c on c.subject_id = s.id left join best_response b on b.review_id = c.review_id
        join trial t on t.id = s.trial_id where t.protocol = 'ORI-301'
        group by a.code order by a.code`,
    );
    expect(rows.map(({ arm, subjects }) => [arm, subjects])).toEqual([
      ['A', 120],
      ['B', 120],
    ]);
    expect(Math.abs((rows[0]?.percent ?? 0) - 35)).toBeLessThanOrEqual(5);
    expect(Math.abs((rows[1]?.percent ?? 0) - 20)).toBeLessThanOrEqual(5);
    const sites = await db.database.owner.query(
      "select distinct s.site_id from subject s join trial t on t.id = s.trial_id where t.protocol = 'ORI-301'",
    );
    expect(sites.rows).toHaveLength(24);
  });

  test.each([
    ['TAV-204', ['lugano-2014', 'lyric'], ['CR', 'PD', 'PR', 'SD'], 'deauville'],
    ['NEU-115', ['rano-2.0', 'rano-2010'], ['CR', 'PD', 'PR', 'SD'], 'corticosteroid_mg_per_day'],
  ] as const)(
    '%s has 60 subjects whose reads are judged by both of its criteria and show every response',
    async (protocol, criteria, words, input) => {
      const { owner } = db.database;
      const { rows } = await owner.query<{ subjects: number; told: number }>(
        `select (select count(*)::int from subject s where s.trial_id = t.id) as subjects,
            (select count(*)::int from read r where r.trial_id = t.id and r.${input} is not null) as told
          from trial t where t.protocol = $1`,
        [protocol],
      );
      expect(rows[0]?.subjects).toBe(60);
      expect(rows[0]?.told).toBeGreaterThan(60);
      const bests = await owner.query<{ criteria: string; words: readonly string[] }>(
        `select b.criteria, array_agg(distinct b.best order by b.best) as words from best_response b join trial t on t.id = b.trial_id
          where t.protocol = $1 group by 1 order by 1`,
        [protocol],
      );
      expect(bests.rows.map((row) => row.criteria)).toEqual(criteria);
      for (const row of bests.rows) expect(row.words).toEqual(expect.arrayContaining([...words]));
    },
  );

  test('leaves work to do, and differences to see', async () => {
    const { rows } = await db.database.owner.query(
      `select exists (select from read where state = 'SUBMITTED') as "hasOpenReads",
        exists (select from central_review where rule = 'TO_ADJUDICATE') as "hasOpenAdjudications",
        exists (select from timepoint_response where is_different) as "hasDifferences",
        exists (select from best_response where best_change_percent > 100) as "hasExcess",
        exists (select from best_response where confirmed_best = 'NE') as "hasNotEvaluable"`,
    );
    expect(Object.values(rows[0] ?? {})).toEqual([true, true, true, true, true]);
  });

  test('is not made twice', async () => {
    const count = async () =>
      (await db.database.owner.query<{ count: string }>('select count(*) from audit.entry')).rows;
    const before = await count();
    await seedDemo(db.database, () => undefined);
    expect(await count()).toEqual(before);
  });

  test('goes on where a kill stopped it', async () => {
    const { owner } = db.database;
    const count = async () =>
      (await owner.query('select count(*)::int as n from read')).rows[0] as { n: number };
    const whole = await count();
    // Undone behind the back of the triggers, as it would never have been written.
    await asSuperuser(db.database, (client) =>
      client.query(`set local readout.reason = 'A test';
        alter table adjudication disable trigger user; alter table trial disable trigger user;
        delete from adjudication; update trial set state = 'SET_UP';
        alter table adjudication enable always trigger audit_delete; alter table trial enable always trigger audit_update`),
    );
    await seedDemo(db.database, () => undefined);
    expect(await count()).toEqual(whole);
    expect((await owner.query('select from adjudication')).rows.length).toBeGreaterThan(0);
  });
});
