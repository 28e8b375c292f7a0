-- Which reports are one real-world encounter. The key of a meeting is a function of its reports.
with members as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

corrections as (
    select report_id, other_report_id, correction
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction in ('same', 'different')
    union
    select other_report_id as report_id, report_id as other_report_id, correction
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction in ('same', 'different')
),

actors as (
    select report_id, {{ join_sorted('actor_id') }} as actor_ids
    from {{ ref('stg_landing__report_participants') }}
    group by report_id
),

-- The same people on the same day in the same way are one encounter at once, unless a human has had a word.
seeds as (
    select
        members.report_id,
        case
            when
                members.actors_count >= 2
                and members.window_kind = 'narrow'
                and members.report_id not in (select report_id from corrections)
                then min(members.report_id) over (
                    partition by
                        actors.actor_ids, members.window_from, members.window_to, members.window_kind,
                        members.is_call, members.is_in_person,
                        members.report_id in (select report_id from corrections)
                )
            else members.report_id
        end as cluster_id
    from members
    left join actors on members.report_id = actors.report_id
),

pairs as (
    select report_id, other_report_id, score from {{ ref('int_meeting_reports__paired') }}
    union all
    select other_report_id as report_id, report_id as other_report_id, score
    from {{ ref('int_meeting_reports__paired') }}
    union all
    select report_id, other_report_id, 1000000 as score from corrections where correction = 'same'
),

-- An article that reports two encounters means two; so does a human who says so.
bars as (
    select mine.report_id, theirs.report_id as other_report_id
    from members as mine
    inner join members as theirs on mine.article_id = theirs.article_id and mine.report_id <> theirs.report_id
    left join corrections
        on
            mine.report_id = corrections.report_id
            and theirs.report_id = corrections.other_report_id
            and corrections.correction = 'same'
    where corrections.report_id is null
    union all
    select report_id, other_report_id from corrections where correction = 'different'
),

{{ merge_clusters('seeds', 'members', 'pairs', 'bars') }},

meetings as (
    select cluster_id, 'm_' || {{ hash_digits(join_sorted('report_id'), 12) }} as meeting_id
    from clusters
    group by cluster_id
)

select clusters.report_id, meetings.meeting_id
from clusters
inner join meetings on clusters.cluster_id = meetings.cluster_id
