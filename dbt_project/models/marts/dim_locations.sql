with countries as (
    select * from {{ ref('stg_lexicon__countries') }}
),

cities as (
    select * from {{ ref('stg_lexicon__cities') }}
)

select
    actor_id as location_id,
    name_ar,
    name_en,
    'country' as kind,
    country_iso3,
    latitude,
    longitude,
    cast(null as varchar) as geonames_id
from countries
union all
select location_id, name_ar, name_en, kind, country_iso3, latitude, longitude, geonames_id
from cities
