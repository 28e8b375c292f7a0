select
    run_id,
    cast(started_at as timestamp) as started_at,
    cast(ended_at as timestamp) as ended_at,
    outcome,
    cast(files_seen as bigint) as files_seen,
    cast(loaded as bigint) as loaded,
    cast(unchanged as bigint) as unchanged,
    cast(superseded as bigint) as superseded,
    cast(deleted as bigint) as deleted,
    cast(quarantined as bigint) as quarantined,
    cast(stage_versions as varchar) as stage_versions,
    cast(note as varchar) as note
from {{ source('landing', 'runs') }}
