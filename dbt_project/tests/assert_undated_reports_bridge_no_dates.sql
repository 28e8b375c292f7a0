-- A report without a date must not draw two encounters together whose own dates exclude each other: what lies apart
-- agrees by itself, as a planned day that moved, or a human said so.
with dated as (
    select
        meeting_id,
        report_id,
        coalesce(date_from, date_to) as date_from,
        coalesce(date_to, date_from) as date_to
    from {{ ref('fct_meeting_reports') }}
    where coalesce(date_from, date_to) is not null
)

select a.meeting_id, a.report_id, b.report_id as other_report_id
from dated as a
inner join dated as b on a.meeting_id = b.meeting_id and a.report_id < b.report_id
left join {{ ref('fct_meeting_links') }} as moved
    on a.report_id = moved.report_id and b.report_id = moved.other_report_id and moved.rule = 'moved_date'
where
    moved.rule is null
    and a.meeting_id not in (select meeting_id from {{ ref('fct_meeting_links') }} where rule = 'correction')
    and {{ days_between('least(a.date_to, b.date_to)', 'greatest(a.date_from, b.date_from)') }}
    > case
        when {{ days_between('a.date_from', 'a.date_to') }} > 3 then 0
        when {{ days_between('b.date_from', 'b.date_to') }} > 3 then 0
        else 2
    end
