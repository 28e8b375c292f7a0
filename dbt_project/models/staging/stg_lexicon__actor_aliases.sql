select
    actor_id,
    alias,
    alias_kind,
    is_standalone
from {{ ref('actor_aliases') }}
