-- What was said of one day is told in the order of events: an announcement before what came of it.
with reports as (
    select
        meeting_id,
        report_id,
        status,
        as_of,
        row_number() over (
            partition by meeting_id order by as_of_day nulls first, has_occurred, as_of, report_id
        ) as place,
        case when date_rank = 1 then date_from end as day_from,
        case when date_rank = 1 then date_to end as day_to
    from {{ ref('int_meeting_reports__attributed') }}
),

-- The day that was last given before, by whatever report.
compared as (
    select
        *,
        lag(status) over (partition by meeting_id order by place) as previous_status,
        last_value(day_from ignore nulls) over before as previous_day_from,
        last_value(day_to ignore nulls) over before as previous_day_to
    from reports
    window before as (partition by meeting_id order by place rows between unbounded preceding and 1 preceding)
),

changes as (
    select
        *,
        coalesce(day_from > previous_day_to or day_to < previous_day_from, false)
        and status not in ('held', 'ongoing', 'denied')
            as is_moved
    from compared
)

select
    meeting_id,
    row_number() over (partition by meeting_id order by place) as sequence,
    status,
    as_of,
    report_id,
    day_from as date_from,
    day_to as date_to,
    is_moved
from changes
where previous_status is null or status <> previous_status or is_moved
