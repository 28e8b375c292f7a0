select
    report_id,
    other_report_id,
    correction,
    value
from {{ ref('corrections_meetings') }}
