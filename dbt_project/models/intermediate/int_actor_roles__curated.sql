-- The lexicon's offices with a key.
with roles as (
    select distinct * from {{ ref('stg_lexicon__actor_roles') }}
)

select
    'r_' || {{ hash_digits(
        "actor_id || '|' || role_ar || '|' || coalesce(role_en, '') || '|' || coalesce(cast(valid_from as varchar), '')"
        ~ " || '|' || coalesce(cast(valid_to as varchar), '')", 12
    ) }} as actor_role_id,
    *
from roles
