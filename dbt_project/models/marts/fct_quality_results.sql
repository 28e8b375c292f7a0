select
    run_id,
    check_name,
    asset,
    severity,
    passed,
    failed_rows,
    checked_rows,
    checked_at,
    measured,
    note,
    sample
from {{ ref('stg_landing__quality_results') }}
