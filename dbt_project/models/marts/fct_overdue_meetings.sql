-- Time is what the articles have seen, not the clock: an old archive has no news of the days after it.
with meetings as (
    select * from {{ ref('fct_meetings') }}
),

seen as (
    select cast(max(published_at) as date) as seen_until from {{ ref('fct_articles') }}
)

select
    meetings.meeting_id,
    meetings.meeting_type,
    meetings.location_id,
    meetings.date_from,
    meetings.date_to,
    meetings.last_reported_at,
    seen.seen_until,
    {{ days_between('meetings.date_to', 'seen.seen_until') }} as days_overdue,
    meetings.sources_count
from meetings
inner join seen on meetings.date_to < seen.seen_until
where
    meetings.status = 'planned'
    and coalesce(cast(meetings.last_reported_at as date) <= meetings.date_to, true)
