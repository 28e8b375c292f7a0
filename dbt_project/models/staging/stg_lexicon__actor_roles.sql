select
    actor_id,
    role_ar,
    role_en,
    organization_actor_id,
    country_iso3,
    sector,
    valid_from,
    valid_to
from {{ ref('actor_roles') }}
