select
    article_id,
    surface,
    start_char,
    actor_id,
    location_id,
    decision
from {{ ref('corrections_links') }}
