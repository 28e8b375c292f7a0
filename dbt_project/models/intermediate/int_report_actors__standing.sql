-- For which bodies and countries a report's actors stand: by an office held at the time, else by where they come from.
with reports as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

actors as (
    select * from {{ ref('int_actors__unioned') }}
),

countries as (
    select * from {{ ref('stg_lexicon__countries') }}
),

named as (
    select distinct report_id, actor_id from {{ ref('stg_landing__report_participants') }}
),

offices as (
    select named.report_id, named.actor_id, roles.organization_actor_id, countries.actor_id as country_actor_id
    from named
    inner join reports on named.report_id = reports.report_id
    inner join {{ ref('stg_lexicon__actor_roles') }} as roles
        on
            named.actor_id = roles.actor_id
            and reports.window_to >= coalesce(roles.valid_from, date '1900-01-01')
            and reports.window_from <= coalesce(roles.valid_to, date '2100-01-01')
    left join countries on roles.country_iso3 = countries.country_iso3 and roles.sector in ('GOV', 'MIL', 'SPY')
),

stands as (
    select report_id, actor_id, organization_actor_id as stands_for_id, 1 as basis_rank from offices
    union
    select report_id, actor_id, country_actor_id as stands_for_id, 1 as basis_rank from offices
    union
    select named.report_id, named.actor_id, countries.actor_id as stands_for_id, 2 as basis_rank
    from named
    inner join actors on named.actor_id = actors.actor_id
    inner join countries on actors.country_iso3 = countries.country_iso3
    where actors.kind = 'person' or (actors.kind = 'organization' and actors.sector in ('GOV', 'MIL', 'SPY'))
)

select
    report_id,
    actor_id,
    stands_for_id,
    case min(basis_rank) when 1 then 'office' else 'home' end as basis
from stands
where stands_for_id <> actor_id
group by report_id, actor_id, stands_for_id
