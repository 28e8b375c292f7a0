with curated as (
    select * from {{ ref('stg_lexicon__sources') }}
),

-- Outlets that no list holds are known by the name that their articles give.
stated as (
    select source_id, source_name from {{ ref('stg_landing__articles') }}
    union all
    select agency_source_id as source_id, cast(null as varchar) as source_name
    from {{ ref('stg_landing__articles') }}
),

unknown as (
    select source_id, min(source_name) as name_ar
    from stated
    where source_id is not null and source_id not in (select source_id from curated)
    group by source_id
)

select source_id, name_ar, name_en, domain, country_iso3, kind, true as is_curated
from curated
union all
select
    source_id,
    coalesce(name_ar, source_id) as name_ar,
    cast(null as varchar) as name_en,
    cast(null as varchar) as domain,
    cast(null as varchar) as country_iso3,
    'unknown' as kind,
    false as is_curated
from unknown
