select
    report_id,
    article_id,
    actor_id,
    role,
    mention_id,
    resolution,
    version
from {{ source('landing', 'report_participants') }}
