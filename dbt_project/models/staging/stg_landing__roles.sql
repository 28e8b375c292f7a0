select
    article_id,
    mention_id,
    role_number,
    actor_id,
    text,
    role_ar,
    role_key,
    curated_role_ar,
    organization_actor_id,
    country_iso3,
    sector,
    is_former,
    start_char,
    end_char,
    version
from {{ source('landing', 'roles') }}
