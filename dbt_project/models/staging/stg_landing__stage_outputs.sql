select
    article_id,
    stage,
    version,
    run_id
from {{ source('landing', 'stage_outputs') }}
