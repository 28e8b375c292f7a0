select
    source_id,
    name_ar,
    name_en,
    domain,
    country_iso3,
    kind
from {{ ref('sources') }}
