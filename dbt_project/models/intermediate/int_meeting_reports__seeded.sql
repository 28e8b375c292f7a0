-- What is one encounter before any points are counted: what a human joined, else the same people on the same day.
with reports as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

corrections as (
    select report_id, other_report_id
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction in ('same', 'different')
),

corrected as (
    select report_id as node_id from corrections
    union
    select other_report_id as node_id from corrections
),

joined as (
    select report_id as node_id, other_report_id as other_id
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction = 'same'
    union
    select other_report_id as node_id, report_id as other_id
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction = 'same'
),

{{ label_components('corrected', 'joined', rounds=5) }},

seeds as (
    select
        reports.report_id,
        case
            when labels.label is not null then labels.label
            when reports.actors_count >= 2 and reports.window_kind = 'narrow'
                then min(reports.report_id) over (
                    partition by
                        reports.actor_ids, reports.window_from, reports.window_to, reports.window_kind,
                        reports.is_call, reports.is_in_person, labels.label
                )
            else reports.report_id
        end as seed_id,
        case when labels.label is not null then 'correction' else 'same_actors_same_day' end as rule
    from reports
    left join labels on reports.report_id = labels.node_id
)

select report_id, seed_id, rule
from seeds
