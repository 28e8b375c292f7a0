with meetings as (
    select * from {{ ref('fct_meetings') }}
),

named as (
    select
        reports.meeting_id,
        bridge.actor_id,
        bridge.role,
        count(distinct bridge.report_id) as reports_count
    from {{ ref('bridge_meeting_reports_x_actors') }} as bridge
    inner join {{ ref('fct_meeting_reports') }} as reports on bridge.report_id = reports.report_id
    group by reports.meeting_id, bridge.actor_id, bridge.role
),

-- The role that most reports give; a particular one before plain taking part.
ranked as (
    select
        *,
        sum(reports_count) over (partition by meeting_id, actor_id) as all_reports_count,
        row_number() over (
            partition by meeting_id, actor_id order by role = 'participant', reports_count desc, role
        ) as place
    from named
),

-- The office on the day; of several at once the one that was entered last.
offices as (
    select
        meetings.meeting_id,
        roles.actor_id,
        roles.role_ar,
        roles.role_en,
        row_number() over (
            partition by meetings.meeting_id, roles.actor_id
            order by roles.valid_from desc nulls last, roles.valid_to desc nulls first, roles.role_ar, roles.role_en
        ) as place
    from meetings
    inner join ranked on meetings.meeting_id = ranked.meeting_id and ranked.place = 1
    inner join {{ ref('dim_actor_roles') }} as roles
        on
            ranked.actor_id = roles.actor_id
            and coalesce(meetings.date_from, cast(meetings.first_reported_at as date))
            between coalesce(roles.valid_from, date '1900-01-01')
            and coalesce(roles.valid_to, date '2100-01-01')
)

select
    ranked.meeting_id,
    ranked.actor_id,
    ranked.role,
    offices.role_ar as office_at_time,
    offices.role_en as office_at_time_en,
    cast(ranked.all_reports_count as bigint) as reports_count
from ranked
left join offices
    on ranked.meeting_id = offices.meeting_id and ranked.actor_id = offices.actor_id and offices.place = 1
where ranked.place = 1
