select
    old_id,
    new_id,
    kind,
    since_run_id
from {{ source('landing', 'id_redirects') }}
