-- Every report of a meeting that has several is linked to another one: nothing is one meeting without a reason.
select reports.meeting_id, reports.report_id
from {{ ref('fct_meeting_reports') }} as reports
inner join {{ ref('fct_meetings') }} as meetings on reports.meeting_id = meetings.meeting_id
where
    meetings.reports_count > 1
    and reports.report_id not in (
        select report_id from {{ ref('fct_meeting_links') }}
        union all
        select other_report_id from {{ ref('fct_meeting_links') }}
    )
