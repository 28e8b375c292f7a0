select
    country_iso3,
    alias,
    alias_kind,
    is_ambiguous
from {{ ref('country_aliases') }}
