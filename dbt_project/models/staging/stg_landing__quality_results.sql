select
    run_id,
    check_name,
    asset,
    severity,
    cast(passed as boolean) as passed,
    cast(failed_rows as bigint) as failed_rows,
    cast(checked_rows as bigint) as checked_rows,
    cast(checked_at as timestamp) as checked_at,
    cast(measured as double) as measured,
    cast(note as varchar) as note,
    cast(sample as varchar) as sample
from {{ source('landing', 'quality_results') }}
