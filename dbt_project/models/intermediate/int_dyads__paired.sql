-- Directed pairs of the actors of one report, with what each is there for.
with venues as (
    select
        windowed.report_id,
        windowed.meeting_type,
        windowed.country_iso3,
        countries.actor_id as country_actor_id
    from {{ ref('int_meeting_reports__windowed') }} as windowed
    left join {{ ref('stg_lexicon__countries') }} as countries
        on windowed.country_iso3 = countries.country_iso3
),

named as (
    select bridge.report_id, bridge.actor_id, bridge.role, actors.country_iso3, false as is_inferred
    from {{ ref('bridge_meeting_reports_x_actors') }} as bridge
    inner join {{ ref('int_actors__unioned') }} as actors on bridge.actor_id = actors.actor_id
),

-- A visit that names no host is to the country that it goes to.
hosts as (
    select
        venues.report_id,
        venues.country_actor_id as actor_id,
        'host' as role,
        venues.country_iso3,
        true as is_inferred
    from venues
    inner join named on venues.report_id = named.report_id
    where venues.meeting_type = 'visit' and venues.country_actor_id is not null
    group by venues.report_id, venues.country_actor_id, venues.country_iso3
    having
        bool_or(named.role = 'visitor')
        and not bool_or(named.role = 'host')
        and not bool_or(named.actor_id = venues.country_actor_id)
        and not bool_or(named.role = 'visitor' and coalesce(named.country_iso3 = venues.country_iso3, false))
),

actors as (
    select * from named
    union all
    select * from hosts
)

select
    sources.report_id,
    sources.actor_id as source_actor_id,
    targets.actor_id as target_actor_id,
    sources.role as source_role,
    targets.role as target_role,
    sources.is_inferred or targets.is_inferred as is_inferred,
    count(*) over (partition by sources.report_id, sources.actor_id) + 1 as actors_count,
    bool_or(sources.role = 'mediator') over (partition by sources.report_id) as has_mediator,
    coalesce(
        venues.country_iso3 <> sources.country_iso3
        and venues.country_iso3 <> targets.country_iso3
        and sources.country_iso3 <> targets.country_iso3,
        false
    ) as is_third_place
from actors as sources
inner join actors as targets on sources.report_id = targets.report_id and sources.actor_id <> targets.actor_id
left join venues on sources.report_id = venues.report_id
