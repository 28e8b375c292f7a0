with pairs as (
    select * from {{ ref('int_meeting_reports__paired') }}
),

resolved as (
    select * from {{ ref('int_meeting_reports__resolved') }}
),

-- What was one from the start hangs on its least report.
seeded as (
    select report_id, seed_id, rule, min(report_id) over (partition by seed_id) as least_id
    from {{ ref('int_meeting_reports__seeded') }}
),

links as (
    select
        least_id as report_id,
        report_id as other_report_id,
        rule,
        cast(null as bigint) as score,
        cast(null as bigint) as participants_points,
        cast(null as bigint) as date_points,
        cast(null as bigint) as place_points,
        cast(null as bigint) as type_points,
        cast(null as bigint) as copy_points,
        cast(null as bigint) as status_points
    from seeded
    where report_id <> least_id
    union all
    select
        pairs.report_id, pairs.other_report_id, pairs.rule, pairs.score, pairs.participants_points,
        pairs.date_points, pairs.place_points, pairs.type_points, pairs.copy_points, pairs.status_points
    from pairs
    inner join seeded as mine on pairs.report_id = mine.report_id
    left join seeded as twin on pairs.other_report_id = twin.report_id and mine.seed_id = twin.seed_id
    where twin.report_id is null
)

select mine.meeting_id, links.*
from links
inner join resolved as mine on links.report_id = mine.report_id
inner join resolved as theirs on links.other_report_id = theirs.report_id and mine.meeting_id = theirs.meeting_id
