-- Which office of dim_actor_roles each role in an article counts for.
with roles as (
    select
        roles.*,
        articles.source_id,
        cast(articles.published_at as date) as published_day
    from {{ ref('fct_roles') }} as roles
    inner join {{ ref('stg_landing__articles') }} as articles on roles.article_id = articles.article_id
    where roles.actor_id is not null
),

-- «وزير الخارجية» alone is the office of the one country whose minister the person is called elsewhere.
only_countries as (
    select actor_id, role_key, min(country_iso3) as country_iso3
    from roles
    group by actor_id, role_key
    having count(distinct country_iso3) = 1
),

placed as (
    select
        roles.mention_id,
        roles.role_number,
        roles.article_id,
        roles.actor_id,
        roles.role_key,
        roles.role_ar,
        roles.curated_role_ar,
        roles.organization_actor_id,
        coalesce(roles.country_iso3, only_countries.country_iso3) as country_iso3,
        roles.sector,
        roles.is_former,
        roles.source_id,
        roles.published_day
    from roles
    left join only_countries
        on roles.actor_id = only_countries.actor_id and roles.role_key = only_countries.role_key
),

-- Of several terms of a curated office the one of the day, else the latest.
terms as (
    select
        placed.mention_id,
        placed.role_number,
        curated.actor_role_id,
        row_number() over (
            partition by placed.mention_id, placed.role_number
            order by
                coalesce(
                    placed.published_day between coalesce(curated.valid_from, date '1900-01-01')
                    and coalesce(curated.valid_to, date '2100-01-01'),
                    false
                ) desc,
                curated.valid_from desc nulls last,
                curated.actor_role_id
        ) as place
    from placed
    inner join {{ ref('int_actor_roles__curated') }} as curated
        on placed.actor_id = curated.actor_id and placed.curated_role_ar = curated.role_ar
)

select
    placed.*,
    terms.actor_role_id is not null as is_curated,
    coalesce(
        terms.actor_role_id,
        'r_' || {{ hash_digits(
            "placed.actor_id || '|' || placed.role_key || '|' || coalesce(placed.country_iso3, '')", 12
        ) }}
    ) as actor_role_id
from placed
left join terms
    on placed.mention_id = terms.mention_id and placed.role_number = terms.role_number and terms.place = 1
