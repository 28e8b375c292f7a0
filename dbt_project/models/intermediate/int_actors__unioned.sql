-- Every actor that can be named: curated ones, countries, and those whom the articles introduce.
with curated as (
    select actor_id, kind, name_ar, name_en, country_iso3, sector, wikidata_qid, true as is_curated
    from {{ ref('stg_lexicon__actors') }}
),

countries as (
    select
        actor_id,
        'country' as kind,
        name_ar,
        name_en,
        country_iso3,
        cast(null as varchar) as sector,
        cast(null as varchar) as wikidata_qid,
        true as is_curated
    from {{ ref('stg_lexicon__countries') }}
    where actor_id not in (select actor_id from curated)
),

named as (
    select
        actor_id,
        mention_type,
        coalesce(discovered_name, alias, surface) as name_ar,
        max(case when discovered_name is null then 0 else 1 end) as is_full,
        min(country_iso3) as country_iso3,
        count(*) as mentions_count
    from {{ ref('stg_landing__mentions') }}
    where
        actor_id is not null
        and actor_id not in (select actor_id from curated)
        and actor_id not in (select actor_id from countries)
    group by 1, 2, 3
),

ranked as (
    select
        *,
        row_number() over (partition by actor_id order by is_full desc, mentions_count desc, mention_type, name_ar) as place
    from named
),

discovered as (
    select
        actor_id,
        mention_type as kind,
        name_ar,
        cast(null as varchar) as name_en,
        country_iso3,
        cast(null as varchar) as sector,
        cast(null as varchar) as wikidata_qid,
        false as is_curated
    from ranked
    where place = 1
)

select * from curated
union all
select * from countries
union all
select * from discovered
