-- What the reports of one meeting say together: status, type, mode, place and dates, one row per meeting.
with reports as (
    select * from {{ ref('int_meeting_reports__attributed') }}
),

-- The latest word among the reports of the best certainty; of one day's words what came of it before what was planned.
latest as (
    select meeting_id, status, has_occurred
    from (
        select
            *,
            row_number() over (
                partition by meeting_id
                order by
                    certainty_rank, as_of_day desc nulls last, has_occurred desc, as_of desc, confidence desc, report_id
            ) as place
        from reports
    ) as ranked
    where place = 1
),

-- Held against denied: the side with more independent sources, and on a draw those who saw it.
sides as (
    select
        meeting_id,
        count(distinct case when has_occurred then origin_id end) as occurred_origins,
        count(distinct case when status = 'denied' then origin_id end) as denied_origins,
        max(case when has_occurred then status end) as occurred_status
    from reports
    group by meeting_id
),

decided as (
    select
        latest.meeting_id,
        case
            when sides.occurred_origins = 0 or sides.denied_origins = 0 then latest.status
            when sides.denied_origins > sides.occurred_origins then 'denied'
            when latest.has_occurred then latest.status
            else sides.occurred_status
        end as status
    from latest
    inner join sides on latest.meeting_id = sides.meeting_id
),

{{ most_reported('meeting_type', 'meeting_type is not null') }},
{{ most_reported('mode', "mode <> 'unknown'") }},
{{ most_reported('location_id', 'location_id is not null', 'is_country_wide') }},

-- The days of those who agree with the status, the most exact first.
dates as (
    select meeting_id, date_from, date_to
    from (
        select
            reports.*,
            row_number() over (
                partition by reports.meeting_id
                order by
                    reports.date_rank, reports.status = decided.status desc, reports.has_occurred desc,
                    reports.same_date_count desc, reports.as_of desc nulls last, reports.report_id
            ) as place
        from reports
        inner join decided on reports.meeting_id = decided.meeting_id
    ) as ranked
    where place = 1
)

select
    decided.meeting_id,
    most_meeting_type.meeting_type,
    decided.status,
    coalesce(most_mode.mode, 'unknown') as mode,
    most_location_id.location_id,
    dates.date_from,
    dates.date_to
from decided
inner join dates on decided.meeting_id = dates.meeting_id
left join most_meeting_type on decided.meeting_id = most_meeting_type.meeting_id
left join most_mode on decided.meeting_id = most_mode.meeting_id
left join most_location_id on decided.meeting_id = most_location_id.meeting_id
