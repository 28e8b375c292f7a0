-- Which reports are one real-world encounter. The key of a meeting is a function of its reports.
with members as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

seeds as (
    select report_id, seed_id as cluster_id from {{ ref('int_meeting_reports__seeded') }}
),

pairs as (
    select report_id, other_report_id, score, is_dated from {{ ref('int_meeting_reports__paired') }}
    union all
    select other_report_id as report_id, report_id as other_report_id, score, is_dated
    from {{ ref('int_meeting_reports__paired') }}
),

-- An article that reports two encounters means two, unless it tells one twice; so does a human who says so.
bars as (
    select mine.report_id, theirs.report_id as other_report_id
    from members as mine
    inner join members as theirs on mine.article_id = theirs.article_id and mine.report_id <> theirs.report_id
    left join pairs on mine.report_id = pairs.report_id and theirs.report_id = pairs.other_report_id
    where pairs.report_id is null
    union all
    select report_id, other_report_id
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction = 'different'
    union all
    select other_report_id as report_id, report_id as other_report_id
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction = 'different'
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
