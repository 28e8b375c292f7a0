select
    actor_id,
    kind,
    name_ar,
    name_en,
    country_iso3,
    sector,
    wikidata_qid
from {{ ref('actors') }}
