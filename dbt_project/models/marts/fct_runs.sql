select
    run_id,
    started_at,
    ended_at,
    outcome,
    files_seen,
    loaded,
    unchanged,
    superseded,
    deleted,
    quarantined,
    stage_versions,
    note
from {{ ref('stg_landing__runs') }}
