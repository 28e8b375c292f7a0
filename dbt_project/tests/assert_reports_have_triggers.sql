-- A report that no word of the text triggers would be an invention.
select reports.report_id
from {{ ref('fct_meeting_reports') }} as reports
left join {{ ref('fct_report_evidence') }} as evidence
    on reports.report_id = evidence.report_id and evidence.kind = 'trigger'
where evidence.report_id is null
