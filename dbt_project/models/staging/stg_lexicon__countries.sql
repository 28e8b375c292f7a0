select
    country_iso3,
    country_iso2,
    actor_id,
    name_ar,
    name_en,
    latitude,
    longitude
from {{ ref('countries') }}
