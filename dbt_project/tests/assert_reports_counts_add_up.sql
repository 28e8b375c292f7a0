-- Every report belongs to exactly one meeting, so the meetings' counts must add up to the reports.
select meetings.meeting_id
from {{ ref('fct_meetings') }} as meetings
left join {{ ref('fct_meeting_reports') }} as reports on meetings.meeting_id = reports.meeting_id
group by meetings.meeting_id, meetings.reports_count
having count(reports.report_id) <> meetings.reports_count
