with named as (
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
)

select
    ranked.meeting_id,
    ranked.actor_id,
    ranked.role,
    offices.role_ar as office_at_time,
    offices.role_en as office_at_time_en,
    offices.office_basis,
    cast(ranked.all_reports_count as bigint) as reports_count
from ranked
inner join {{ ref('int_meeting_actors__titled') }} as offices
    on ranked.meeting_id = offices.meeting_id and ranked.actor_id = offices.actor_id
where ranked.place = 1
