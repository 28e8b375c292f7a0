-- How articles use each office: when, how often, in what words.
with matched as (
    select * from {{ ref('int_roles__matched') }}
),

counted as (
    select
        actor_role_id,
        min(case when not is_former then published_day end) as first_used_on,
        max(case when not is_former then published_day end) as last_used_on,
        min(is_former) as is_former,
        count(distinct mention_id) as mentions_count,
        count(distinct article_id) as articles_count,
        count(distinct source_id) as sources_count
    from matched
    group by actor_role_id
),

-- The least mention by day proves the office.
proven as (
    select
        actor_role_id,
        mention_id,
        role_number,
        row_number() over (
            partition by actor_role_id order by published_day nulls last, mention_id, role_number
        ) as place
    from matched
),

{{ most_used('role_ar', 'is_former') }},
{{ most_used('organization_actor_id', 'organization_actor_id is null') }},
{{ most_used('sector', 'sector is null') }}

select
    matched.actor_role_id,
    matched.actor_id,
    matched.country_iso3,
    matched.is_curated,
    most_role_ar.role_ar,
    most_organization_actor_id.organization_actor_id,
    most_sector.sector,
    proven.mention_id as evidence_mention_id,
    counted.is_former,
    counted.first_used_on,
    counted.last_used_on,
    counted.mentions_count,
    counted.articles_count,
    counted.sources_count
from counted
inner join proven on counted.actor_role_id = proven.actor_role_id and proven.place = 1
inner join matched on proven.mention_id = matched.mention_id and proven.role_number = matched.role_number
inner join most_role_ar on counted.actor_role_id = most_role_ar.actor_role_id
inner join most_organization_actor_id on counted.actor_role_id = most_organization_actor_id.actor_role_id
inner join most_sector on counted.actor_role_id = most_sector.actor_role_id
