with actors as (
    select * from {{ ref('int_actors__unioned') }}
),

curated as (
    select actor_id, alias, alias_kind, 1 as place from {{ ref('stg_lexicon__actor_aliases') }}
    union all
    select countries.actor_id, aliases.alias, aliases.alias_kind, 1 as place
    from {{ ref('stg_lexicon__country_aliases') }} as aliases
    inner join {{ ref('stg_lexicon__countries') }} as countries
        on aliases.country_iso3 = countries.country_iso3
    union all
    select actor_id, name_ar as alias, 'full' as alias_kind, 2 as place from actors
),

attested as (
    select actor_id, coalesce(alias, surface) as alias, count(*) as attested_count
    from {{ ref('fct_mentions') }}
    where actor_id is not null
    group by 1, 2
),

-- Forms that no list holds: of a discovered actor a part of its name, of a curated one a variant.
forms as (
    select actor_id, alias, alias_kind, place from curated
    union all
    select
        attested.actor_id,
        attested.alias,
        case when actors.is_curated then 'variant' else 'short' end as alias_kind,
        3 as place
    from attested
    inner join actors on attested.actor_id = actors.actor_id
),

ranked as (
    select *, row_number() over (partition by actor_id, alias order by place, alias_kind) as rank
    from forms
)

select
    ranked.actor_id,
    ranked.alias,
    ranked.alias_kind,
    coalesce(attested.attested_count, 0) as attested_count
from ranked
inner join actors on ranked.actor_id = actors.actor_id
left join attested on ranked.actor_id = attested.actor_id and ranked.alias = attested.alias
where ranked.rank = 1
