with reports as (
    select
        meeting_id,
        report_id,
        status,
        as_of,
        lag(status) over (partition by meeting_id order by as_of nulls first, report_id) as previous_status
    from {{ ref('int_meeting_reports__attributed') }}
)

select
    meeting_id,
    row_number() over (partition by meeting_id order by as_of nulls first, report_id) as sequence,
    status,
    as_of,
    report_id
from reports
where previous_status is null or status <> previous_status
