with reports as (
    select * from {{ ref('stg_landing__reports') }}
),

resolved as (
    select * from {{ ref('int_meeting_reports__resolved') }}
),

corrections as (
    select report_id, min(value) as status
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction = 'status'
    group by report_id
)

select
    reports.report_id,
    resolved.meeting_id,
    reports.article_id,
    reports.meeting_type,
    coalesce(corrections.status, reports.status) as status,
    reports.certainty,
    reports.mode,
    reports.location_id,
    reports.place_text,
    reports.date_from,
    reports.date_to,
    reports.date_precision,
    reports.is_background,
    reports.attributed_to_actor_id,
    reports.unnamed_participants,
    reports.evidence,
    reports.evidence_start_char,
    reports.evidence_end_char,
    reports.confidence,
    reports.version
from reports
inner join resolved on reports.report_id = resolved.report_id
left join corrections on reports.report_id = corrections.report_id
