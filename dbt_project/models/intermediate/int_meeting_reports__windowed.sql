-- When a report's encounter can have taken place: its own dates, or else days around its publication.
with reports as (
    select * from {{ ref('int_meeting_reports__described') }}
),

-- Days before and after publication that an undated report may mean.
anchored as (
    select
        *,
        case
            when is_background then 365
            when has_occurred then 3
            when status in ('planned', 'proposed') then 1
            else 7
        end as days_before,
        case
            when is_background then 0
            when has_occurred then 1
            else 30
        end as days_after
    from reports
),

windowed as (
    select
        *,
        coalesce(date_from, {{ add_days('published_from', '-days_before') }}, date '1900-01-01') as window_from,
        coalesce(date_to, {{ add_days('published_to', 'days_after') }}, date '2100-01-01') as window_to
    from anchored
),

-- What was announced may move: by two months where a report says of the same people that it was postponed.
postponed as (
    select
        actor_ids,
        min(coalesce(published_from, window_from)) as said_from,
        max(coalesce(published_to, window_to)) as said_to
    from windowed
    where status = 'postponed' and actors_count >= 2
    group by actor_ids
)

select
    windowed.*,
    case
        when {{ days_between('window_from', 'window_to') }} > 400 then 'free'
        when date_from is null and is_background then 'recalled'
        when date_from is null then 'anchored'
        when {{ days_between('date_from', 'date_to') }} > 3 then 'wide'
        else 'narrow'
    end as window_kind,
    case
        when has_occurred or status = 'denied' or windowed.actors_count < 2 then 0
        when window_to between {{ add_days('postponed.said_from', '-60') }}
            and {{ add_days('postponed.said_to', '60') }} then 60
        else 7
    end as moves_days
from windowed
left join postponed on windowed.actor_ids = postponed.actor_ids
