with reports as (
    select * from {{ ref('stg_landing__reports') }}
),

resolved as (
    select * from {{ ref('int_meeting_reports__resolved') }}
),

described as (
    select report_id, status from {{ ref('int_meeting_reports__described') }}
)

select
    reports.report_id,
    resolved.meeting_id,
    reports.article_id,
    reports.meeting_type,
    described.status,
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
inner join described on reports.report_id = described.report_id
