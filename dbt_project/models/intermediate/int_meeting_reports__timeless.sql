-- Pairs of which one report has no time that tells anything: it meets what names the same people at the same place.
with reports as (
    select * from {{ ref('int_meeting_reports__windowed') }}
)

select
    least(a.report_id, b.report_id) as report_id,
    greatest(a.report_id, b.report_id) as other_report_id,
    {{ windows_gap('a', 'b') }} as gap_days,
    0 as moves_days,
    false as is_dated,
    4 * a.actors_count as smaller_size,
    8 * a.actors_count as both_sizes,
    4 * a.actors_count as weight,
    a.actors_count as met_sides_count,
    true as is_name_shared
from reports as a
inner join reports as b
    on a.actor_ids = b.actor_ids and a.location_id = b.location_id and a.article_id <> b.article_id
where
    a.window_kind = 'free'
    and a.actors_count >= 2
    and a.is_call = b.is_call
    and a.window_from <= b.window_to
    and b.window_from <= a.window_to
    and (b.window_kind <> 'free' or a.report_id < b.report_id)
