with participants as (
    select distinct
        meetings.meeting_id,
        bridge.actor_id,
        coalesce(meetings.date_from, cast(meetings.first_reported_at as date)) as met_on
    from {{ ref('bridge_meeting_reports_x_actors') }} as bridge
    inner join {{ ref('fct_meeting_reports') }} as reports on bridge.report_id = reports.report_id
    inner join {{ ref('fct_meetings') }} as meetings on reports.meeting_id = meetings.meeting_id
),

-- The lexicon's, of several at once the one that was entered last; else what articles gave around that day.
held as (
    select
        participants.meeting_id,
        participants.actor_id,
        roles.role_ar,
        roles.role_en,
        case when roles.is_curated then 'curated' else 'attested' end as basis,
        row_number() over (
            partition by participants.meeting_id, participants.actor_id
            order by
                roles.is_curated desc, case when roles.is_curated then 0 else roles.mentions_count end desc,
                roles.valid_from desc nulls last, roles.valid_to desc nulls first, roles.role_ar, roles.role_en,
                roles.actor_role_id
        ) as place
    from participants
    inner join {{ ref('dim_actor_roles') }} as roles on participants.actor_id = roles.actor_id
    where
        case
            when roles.is_curated
                then participants.met_on between coalesce(roles.valid_from, date '1900-01-01')
                    and coalesce(roles.valid_to, date '2100-01-01')
            else participants.met_on between roles.valid_from and roles.valid_to
        end
),

-- What the reports of the meeting themselves call the participant; a body or country in the role before plain words.
reported as (
    select
        meeting_id,
        actor_id,
        role_ar,
        row_number() over (
            partition by meeting_id, actor_id
            order by min(organization_actor_id is null and country_iso3 is null), count(*) desc, role_ar
        ) as place
    from (
        select distinct
            reports.meeting_id,
            roles.actor_id,
            roles.mention_id,
            roles.role_ar,
            roles.organization_actor_id,
            roles.country_iso3
        from {{ ref('fct_meeting_reports') }} as reports
        inner join {{ ref('fct_roles') }} as roles on reports.article_id = roles.article_id
        where not roles.is_former
    ) as uses
    group by meeting_id, actor_id, role_ar
)

select
    participants.meeting_id,
    participants.actor_id,
    case
        when held.basis = 'curated' then held.basis
        when reported.role_ar is not null then 'reported'
        else held.basis
    end as office_basis,
    case when held.basis = 'curated' then held.role_ar else coalesce(reported.role_ar, held.role_ar) end as role_ar,
    case when held.basis = 'curated' then held.role_en end as role_en
from participants
left join held
    on participants.meeting_id = held.meeting_id and participants.actor_id = held.actor_id and held.place = 1
left join reported
    on
        participants.meeting_id = reported.meeting_id
        and participants.actor_id = reported.actor_id
        and reported.place = 1
