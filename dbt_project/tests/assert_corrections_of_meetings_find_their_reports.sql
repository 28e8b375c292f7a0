-- A correction of a report that is not there (an edited text, a changed rule, a typing error) does nothing: look again.
{{ config(severity='warn') }}
select corrections.*
from {{ ref('stg_lexicon__corrections_meetings') }} as corrections
left join {{ ref('fct_meeting_reports') }} as mine on corrections.report_id = mine.report_id
left join {{ ref('fct_meeting_reports') }} as theirs on corrections.other_report_id = theirs.report_id
where mine.report_id is null or (corrections.correction in ('same', 'different') and theirs.report_id is null)
