select
    location_id,
    name_ar,
    name_en,
    kind,
    country_iso3,
    latitude,
    longitude,
    geonames_id
from {{ ref('cities') }}
