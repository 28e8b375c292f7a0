with reports as (
    select * from {{ ref('int_meeting_reports__attributed') }}
),

persons as (
    select
        bridge.report_id,
        {{ join_sorted('bridge.actor_id') }} as actor_ids,
        count(distinct bridge.actor_id) as size
    from {{ ref('bridge_meeting_reports_x_actors') }} as bridge
    inner join {{ ref('int_actors__unioned') }} as actors on bridge.actor_id = actors.actor_id
    where actors.kind = 'person'
    group by bridge.report_id
),

attended as (
    select distinct bridge.report_id, bridge.actor_id, persons.size, reports.meeting_id
    from {{ ref('bridge_meeting_reports_x_actors') }} as bridge
    inner join {{ ref('int_actors__unioned') }} as actors
        on bridge.actor_id = actors.actor_id and actors.kind = 'person'
    inner join persons on bridge.report_id = persons.report_id
    inner join reports on bridge.report_id = reports.report_id
),

-- Attendance differs where two reports name persons in common, and each names one whom the other does not.
crossed as (
    select a.report_id
    from attended as a
    inner join attended as b
        on a.meeting_id = b.meeting_id and a.actor_id = b.actor_id and a.report_id <> b.report_id
    group by a.report_id, b.report_id, a.size, b.size
    having count(*) < least(a.size, b.size)
),

facts as (
    select
        *,
        bool_or(has_occurred) over (partition by meeting_id)
        and bool_or(status = 'denied') over (partition by meeting_id)
            as is_status_disputed,
        max(case when has_occurred and date_rank = 1 then date_from end) over (partition by meeting_id)
        > min(case when has_occurred and date_rank = 1 then date_to end) over (partition by meeting_id)
            as is_date_disputed,
        min(case when not is_country_wide then location_id end) over (partition by meeting_id)
        <> max(case when not is_country_wide then location_id end) over (partition by meeting_id)
        or min(country_iso3) over (partition by meeting_id)
        <> max(country_iso3) over (partition by meeting_id)
            as is_place_disputed
    from reports
),

disputes as (
    select meeting_id, 'status' as field, status as value, source_id, report_id
    from facts
    where is_status_disputed and (has_occurred or status = 'denied')
    union all
    select
        meeting_id, 'date' as field, cast(date_from as varchar) || '/' || cast(date_to as varchar) as value,
        source_id, report_id
    from facts
    where is_date_disputed and has_occurred and date_rank = 1
    union all
    select meeting_id, 'place', location_id, source_id, report_id
    from facts
    where is_place_disputed and location_id is not null
    union all
    select reports.meeting_id, 'participants', persons.actor_ids, reports.source_id, reports.report_id
    from reports
    inner join persons on reports.report_id = persons.report_id
    where reports.report_id in (select report_id from crossed)
)

select meeting_id, field, value, source_id, report_id
from disputes
