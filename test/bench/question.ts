/** What is asked, in GraphQL and as one statement that gives the same JSON. */
export interface Question {
  readonly name: string;
  readonly graphql: string;
  readonly variables: readonly string[];
  /** Answers one row with one column `json`; its parameters are the values of `variables`, in that order. */
  readonly sql: string;
}

/** The id under which GraphQL knows a row: base64 of the type and the key. */
const nodeId = (type: string, alias: string) =>
  `translate(encode(convert_to('${type}:["' || ${alias}.trial_id || '","' || ${alias}.id || '"]', 'UTF8'), 'base64'), E'\\n', '')`;

const OF_TRIAL = `
  from trial t
  join subject s on s.trial_id = t.id
  join site i on i.trial_id = s.trial_id and i.id = s.site_id
  join subject_course c on c.trial_id = s.trial_id and c.subject_id = s.id
  left join subject_arm sa on sa.trial_id = s.trial_id and sa.subject_id = s.id
  left join arm a on a.trial_id = sa.trial_id and a.id = sa.arm_id
  left join central_review v on v.trial_id = s.trial_id and v.subject_id = s.id
  left join best_response b on b.trial_id = v.trial_id and b.review_id = v.review_id and b.criteria = 'recist-1.1'`;

const TREATED = `c.first_dose_on is not null and exists (select from timepoint p where p.trial_id = s.trial_id and p.subject_id = s.id and p.is_baseline)`;

const WATERFALL: Question = {
  name: 'waterfall, 1,000 rows',
  variables: ['protocol'],
  graphql: `query ($protocol: String!) { trial(protocol: $protocol) { efficacy { waterfall {
    subjectId subject site arm bestChangePercent best isUnconfirmed unconfirmedBest } } } }`,
  sql: `
  select json_build_object('trial', json_build_object('efficacy', json_build_object('waterfall', json_agg(json_build_object(
    'subjectId', ${nodeId('Subject', 's')}, 'subject', s.number, 'site', i.code, 'arm', a.code,
    'bestChangePercent', b.best_change_percent, 'best', coalesce(b.best, 'NE'),
    'isUnconfirmed', coalesce(b.best in ('CR', 'PR') and b.confirmed_best not in ('CR', 'PR'), false), 'unconfirmedBest', coalesce(b.best, 'NE'))
    order by b.best_change_percent desc nulls last, s.number))))::text as json
  ${OF_TRIAL}
  where t.protocol = $1 and ${TREATED}`,
};

const SWIMMER: Question = {
  name: 'swimmer, 1,000 lanes',
  variables: ['protocol'],
  graphql: `query ($protocol: String!) { trial(protocol: $protocol) { efficacy { swimmer {
    subjectId subject arm best firstDoseDay lastDoseDay isOngoing offTreatmentDay newTherapyDay lastContactDay deathDay responseDay progressionDay
    responses { day response timepoint } } } } }`,
  sql: `
  with lane as (
    select s.trial_id, s.id, s.number, a.code as arm, v.review_id, coalesce(b.best, 'NE') as best, b.best_on, b.progression_on, c.first_dose_on as origin,
      c.last_dose_on, c.off_treatment_on, c.new_therapy_on, c.died_on, c.off_treatment_on is null and c.died_on is null as is_ongoing,
      greatest(c.last_contact_on, c.last_dose_on, c.off_treatment_on, c.new_therapy_on, c.first_dose_on,
        (select max(p.assessed_on) from timepoint p where p.trial_id = s.trial_id and p.subject_id = s.id)) as known_on
    ${OF_TRIAL}
    where t.protocol = $1 and ${TREATED}),
  marks as (
    select l.id, json_agg(json_build_object('day', p.assessed_on - l.origin, 'response', r.overall, 'timepoint', p.code) order by p.assessed_on, p.code) as list,
      min(p.assessed_on) filter (where r.overall in ('CR', 'PR')) as first_response_on
    from lane l
    join read e on e.trial_id = l.trial_id and e.review_id = l.review_id and e.is_current
    join timepoint p on p.trial_id = e.trial_id and p.id = e.timepoint_id and not p.is_baseline
    join timepoint_response r on r.trial_id = e.trial_id and r.read_id = e.id and r.criteria = 'recist-1.1' and r.overall is not null
    group by l.id)
  select json_build_object('trial', json_build_object('efficacy', json_build_object('swimmer', json_agg(json_build_object(
    'subjectId', ${nodeId('Subject', 'l')}, 'subject', l.number, 'arm', l.arm, 'best', l.best, 'firstDoseDay', 0,
    'lastDoseDay', l.last_dose_on - l.origin, 'isOngoing', l.is_ongoing, 'offTreatmentDay', l.off_treatment_on - l.origin,
    'newTherapyDay', l.new_therapy_on - l.origin, 'lastContactDay', least(l.known_on, l.died_on) - l.origin, 'deathDay', l.died_on - l.origin,
    'responseDay', case l.best when 'CR' then least(m.first_response_on, l.best_on) - l.origin when 'PR' then l.best_on - l.origin end,
    'progressionDay', l.progression_on - l.origin, 'responses', coalesce(m.list, '[]'))
    order by case when l.is_ongoing then l.known_on else coalesce(l.last_dose_on, l.off_treatment_on, l.origin) end - l.origin desc nulls last,
      l.known_on - l.origin desc nulls last, l.number))))::text as json
  from lane l left join marks m on m.id = l.id`,
};

const TRACE = 'trace { rule source step }';

const SUBJECT: Question = {
  name: 'one subject: 3 reviews, 24 reads, 144 findings, traces',
  variables: ['protocol', 'number'],
  graphql: `query ($protocol: String!, $number: String!) { subject(protocol: $protocol, number: $number) {
    id number usubjid country sex ageYears
    site { code name country }
    arm { isBlinded planned { name } }
    course { randomisedOn firstDoseOn lastDoseOn offTreatmentOn lastContactOn diedOn }
    timepoints { id code label assessedOn studyDay isBaseline isScheduled }
    centralReview { id evaluator }
    adjudication { acceptedEvaluator reason }
    exposures { id startedOn endedOn }
    reviews { id evaluator
      lesions { id code role kind organ location isMeasurable flags firstTimepoint { id code } splitFrom { code } }
      bestResponses { criteria basis best bestOn confirmedBest confirmedBestOn progressionOn bestChangePercent ${TRACE} confirmedTrace { rule source step } }
      reads(includeSuperseded: true) { id version isCurrent state isEvaluable reasonNotEvaluable readOn timepoint { id }
        findings { id state longestDiameterMm shortAxisMm reasonNotEvaluable lesion { id } mergedInto { code } series { number } }
        responses { id criteria statedOverall statedSum sum changeFromBaselinePercent changeFromNadirPercent target nonTarget hasNewLesion overall isDifferent ${TRACE} } } } } }`,
  sql: `
  select json_build_object('subject', json_build_object('id', ${nodeId('Subject', 's')}, 'number', s.number, 'usubjid', s.usubjid, 'country', s.country, 'sex', s.sex, 'ageYears', s.age_years,
    'site', json_build_object('code', i.code, 'name', i.name, 'country', i.country),
    'arm', json_build_object('isBlinded', s.trial_id <> all ((select private.unblinded_trials())::uuid[]), 'planned', (select json_build_object('name', a.name)
      from subject_arm sa join arm a on a.trial_id = sa.trial_id and a.id = sa.arm_id where sa.trial_id = s.trial_id and sa.subject_id = s.id)),
    'course', json_build_object('randomisedOn', c.randomised_on, 'firstDoseOn', c.first_dose_on, 'lastDoseOn', c.last_dose_on, 'offTreatmentOn', c.off_treatment_on,
      'lastContactOn', c.last_contact_on, 'diedOn', c.died_on),
    'timepoints', (select json_agg(json_build_object('id', ${nodeId('Timepoint', 'p')}, 'code', p.code, 'label', p.label, 'assessedOn', p.assessed_on,
      'studyDay', p.assessed_on - c.reference_start_on + case when p.assessed_on >= c.reference_start_on then 1 else 0 end,
      'isBaseline', p.is_baseline, 'isScheduled', p.is_scheduled) order by p.assessed_on, p.code) from timepoint p where p.trial_id = s.trial_id and p.subject_id = s.id),
    'centralReview', (select json_build_object('id', ${nodeId('Review', 'r')}, 'evaluator', r.evaluator)
      from central_review v join review r on r.trial_id = v.trial_id and r.id = v.review_id where v.trial_id = s.trial_id and v.subject_id = s.id),
    'adjudication', (select json_build_object('acceptedEvaluator', r.evaluator, 'reason', d.reason)
      from adjudication d join review r on r.trial_id = d.trial_id and r.id = d.accepted_review_id where d.trial_id = s.trial_id and d.subject_id = s.id),
    'exposures', (select json_agg(json_build_object('id', ${nodeId('Exposure', 'x')}, 'startedOn', x.started_on, 'endedOn', x.ended_on) order by x.started_on, x.id)
      from exposure x where x.trial_id = s.trial_id and x.subject_id = s.id),
    'reviews', (select json_agg(json_build_object('id', ${nodeId('Review', 'v')}, 'evaluator', v.evaluator,
      'lesions', (select json_agg(json_build_object('id', ${nodeId('Lesion', 'l')}, 'code', l.code, 'role', l.role, 'kind', l.kind, 'organ', l.organ, 'location', l.location,
          'isMeasurable', l.is_measurable, 'flags', l.flags, 'firstTimepoint', json_build_object('id', ${nodeId('Timepoint', 'p')}, 'code', p.code),
          'splitFrom', (select json_build_object('code', o.code) from lesion o where o.trial_id = l.trial_id and o.id = l.split_from_id)) order by l.code)
        from lesion l join timepoint p on p.trial_id = l.trial_id and p.id = l.first_timepoint_id where l.trial_id = v.trial_id and l.review_id = v.id),
      'bestResponses', (select json_agg(json_build_object('criteria', b.criteria, 'basis', b.basis, 'best', b.best, 'bestOn', b.best_on, 'confirmedBest', b.confirmed_best,
          'confirmedBestOn', b.confirmed_best_on, 'progressionOn', b.progression_on, 'bestChangePercent', b.best_change_percent,
          'trace', b.trace->'unconfirmed', 'confirmedTrace', b.trace->'confirmed') order by b.criteria)
        from best_response b where b.trial_id = v.trial_id and b.review_id = v.id),
      'reads', (select json_agg(json_build_object('id', ${nodeId('Read', 'e')}, 'version', e.version, 'isCurrent', e.is_current, 'state', e.state, 'isEvaluable', e.is_evaluable,
          'reasonNotEvaluable', e.reason_not_evaluable, 'readOn', e.read_on, 'timepoint', (select json_build_object('id', ${nodeId('Timepoint', 'p')}) from timepoint p where p.trial_id = e.trial_id and p.id = e.timepoint_id),
          'findings', (select json_agg(json_build_object('id', ${nodeId('Finding', 'f')}, 'state', f.state, 'longestDiameterMm', f.longest_diameter_mm, 'shortAxisMm', f.short_axis_mm,
              'reasonNotEvaluable', f.reason_not_evaluable, 'lesion', (select json_build_object('id', ${nodeId('Lesion', 'l')}) from lesion l where l.trial_id = f.trial_id and l.id = f.lesion_id),
              'mergedInto', (select json_build_object('code', o.code) from lesion o where o.trial_id = f.trial_id and o.id = f.merged_into_id),
              'series', (select json_build_object('number', n.number) from series n where n.trial_id = f.trial_id and n.id = f.series_id)) order by f.id)
            from finding f where f.trial_id = e.trial_id and f.read_id = e.id),
          'responses', (select json_agg(json_build_object('id', ${nodeId('TimepointResponse', 'r')}, 'criteria', r.criteria, 'statedOverall', r.stated_overall, 'statedSum', r.stated_sum, 'sum', r.sum,
              'changeFromBaselinePercent', r.change_from_baseline_percent, 'changeFromNadirPercent', r.change_from_nadir_percent, 'target', r.target, 'nonTarget', r.non_target,
              'hasNewLesion', r.has_new_lesion, 'overall', r.overall, 'isDifferent', r.is_different, 'trace', r.trace) order by r.criteria)
            from timepoint_response r where r.trial_id = e.trial_id and r.read_id = e.id)) order by e.timepoint_id, e.version)
        from read e where e.trial_id = v.trial_id and e.review_id = v.id)) order by v.evaluator)
      from review v where v.trial_id = s.trial_id and v.subject_id = s.id)))::text as json
  from trial t
  join subject s on s.trial_id = t.id
  join site i on i.trial_id = s.trial_id and i.id = s.site_id
  join subject_course c on c.trial_id = s.trial_id and c.subject_id = s.id
  where t.protocol = $1 and s.number = $2`,
};

export const QUESTIONS: readonly Question[] = [WATERFALL, SWIMMER, SUBJECT];
