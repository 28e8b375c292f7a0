-- Sides of two reports that may be one, at a time that both can mean: an actor named in both weighs 4, one for whom an
-- office-holder stands 3, one for whom a national or a visit to it stands 2.
-- One row per month that a report can mean, so that only reports of one time are held against each other.
with keyed as (
    select
        *,
        {{ month_number('window_from') }} as first_month,
        {{ each_number(
            month_number('window_from'), month_number(add_days('window_to', 'greatest(2, moves_days)'))
        ) }} as month_number
    from {{ ref('int_meeting_reports__keyed') }}
),

-- One of the two names the side itself: what merely stands behind two names is no agreement, and there is much of it.
faced as (
    select
        a.report_id < b.report_id as is_first,
        a.report_id,
        b.report_id as other_report_id,
        a.side_id,
        b.side_id as other_side_id,
        {{ windows_gap('a', 'b') }} as gap_days,
        case
            when a.window_from < b.window_from then a.moves_days
            when a.window_from > b.window_from then b.moves_days
            else greatest(a.moves_days, b.moves_days)
        end as moves_days,
        a.window_kind = 'narrow' and b.window_kind = 'narrow' as is_dated,
        -- Those whom neither names may be the same: they speak neither for it nor against it.
        4 * (least(a.sides_count, b.sides_count) - if(a.has_unnamed and b.has_unnamed, 1, 0)) as smaller_size,
        4 * (a.sides_count + b.sides_count - if(a.has_unnamed and b.has_unnamed, 2, 0)) as both_sizes,
        case
            when b.key_kind = 'side' then 4
            when b.key_kind in ('office', 'named_beside') then 3
            else 2
        end as weight
    from keyed as a
    inner join keyed as b
        on
            a.key_id = b.key_id
            and a.month_number = b.month_number
            and a.month_number = greatest(a.first_month, b.first_month)
            and a.report_id <> b.report_id
    where
        a.key_kind = 'side'
        and (b.key_kind <> 'side' or a.report_id < b.report_id)
        and not (a.is_call and b.is_in_person)
        and not (b.is_call and a.is_in_person)
)

select
    case when is_first then report_id else other_report_id end as report_id,
    case when is_first then other_report_id else report_id end as other_report_id,
    case when is_first then side_id else other_side_id end as side_id,
    case when is_first then other_side_id else side_id end as other_side_id,
    gap_days, moves_days, is_dated, smaller_size, both_sizes, weight
from faced
where gap_days <= case when is_dated then greatest(2, moves_days) else 0 end
