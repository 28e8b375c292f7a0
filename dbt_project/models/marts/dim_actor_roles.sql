with roles as (
    select distinct * from {{ ref('stg_lexicon__actor_roles') }}
)

select
    actor_id,
    role_ar,
    role_en,
    organization_actor_id,
    country_iso3,
    sector,
    valid_from,
    valid_to,
    true as is_curated,
    cast(null as varchar) as evidence_mention_id
from roles
