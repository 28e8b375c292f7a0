with curated as (
    select * from {{ ref('int_actor_roles__curated') }}
),

counted as (
    select * from {{ ref('int_actor_roles__counted') }}
),

offices as (
    select
        actor_role_id,
        actor_id,
        role_ar,
        role_en,
        organization_actor_id,
        country_iso3,
        sector,
        valid_from,
        valid_to,
        true as is_curated,
        false as is_former
    from curated
    union all
    select
        actor_role_id,
        actor_id,
        role_ar,
        cast(null as varchar) as role_en,
        organization_actor_id,
        country_iso3,
        sector,
        first_used_on as valid_from,
        last_used_on as valid_to,
        false as is_curated,
        is_former
    from counted
    where not is_curated
)

select
    offices.actor_role_id,
    offices.actor_id,
    offices.role_ar,
    offices.role_en,
    offices.organization_actor_id,
    offices.country_iso3,
    offices.sector,
    offices.valid_from,
    offices.valid_to,
    offices.is_curated,
    offices.is_former,
    counted.first_used_on,
    counted.last_used_on,
    coalesce(counted.mentions_count, 0) as mentions_count,
    coalesce(counted.articles_count, 0) as articles_count,
    coalesce(counted.sources_count, 0) as sources_count,
    counted.evidence_mention_id
from offices
left join counted on offices.actor_role_id = counted.actor_role_id
