select
    old_id,
    new_id,
    kind,
    since_run_id
from {{ ref('stg_landing__id_redirects') }}
