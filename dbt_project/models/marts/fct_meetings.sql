with meetings as (
    select * from {{ ref('int_meetings__decided') }}
),

counted as (
    select
        meeting_id,
        min(as_of) as first_reported_at,
        max(as_of) as last_reported_at,
        count(*) as reports_count,
        count(distinct coalesce(source_id, 'unknown')) as sources_count,
        count(distinct origin_id) as independent_sources_count
    from {{ ref('int_meeting_reports__attributed') }}
    group by meeting_id
),

disputed as (
    select distinct meeting_id from {{ ref('fct_meeting_disputes') }}
)

select
    meetings.meeting_id,
    meetings.meeting_type,
    meetings.status,
    meetings.mode,
    meetings.location_id,
    meetings.date_from,
    meetings.date_to,
    counted.first_reported_at,
    counted.last_reported_at,
    counted.reports_count,
    counted.sources_count,
    counted.independent_sources_count,
    disputed.meeting_id is not null as is_disputed
from meetings
inner join counted on meetings.meeting_id = counted.meeting_id
left join disputed on meetings.meeting_id = disputed.meeting_id
