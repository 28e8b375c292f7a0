-- Reports that say on which day it was held, more than two days apart, speak of two encounters; a human may know better.
select meeting_id, min(date_to) as first_day, max(date_from) as last_day
from {{ ref('fct_meeting_reports') }}
where
    status = 'held'
    and date_precision = 'day'
    and meeting_id not in (select meeting_id from {{ ref('fct_meeting_links') }} where rule = 'correction')
group by meeting_id
having {{ days_between('min(date_to)', 'max(date_from)') }} > 2
