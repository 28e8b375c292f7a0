-- Pairs of reports that share actors at a time that both can mean, with how much they share.
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

met as (
    select
        a.report_id,
        b.report_id as other_report_id,
        a.side_id,
        b.side_id as other_side_id,
        {{ windows_gap('a', 'b') }} as gap_days,
        case when a.window_from <= b.window_from then a.moves_days else b.moves_days end as moves_days,
        a.window_kind = 'narrow' and b.window_kind = 'narrow' as is_dated,
        4 * least(a.sides_count, b.sides_count) as smaller_size,
        4 * (a.sides_count + b.sides_count) as both_sizes,
        a.key_kind = 'venue' and b.key_kind = 'venue' as is_venue,
        {{ match_weight('a.key_kind', 'b.key_kind') }} as weight
    from keyed as a
    inner join keyed as b
        on
            a.key_id = b.key_id
            and a.month_number = b.month_number
            and a.month_number = greatest(a.first_month, b.first_month)
            and a.report_id < b.report_id
    where not (a.is_call and b.is_in_person) and not (b.is_call and a.is_in_person)
),

-- What a side of the one shares at best with any side of the other, seen from either.
mine as (
    select report_id, other_report_id, sum(weight) as weight, count(*) as sides_count
    from (
        select report_id, other_report_id, side_id, max(weight) as weight
        from met
        where weight > 0 and (not is_venue or smaller_size = 4)
        group by report_id, other_report_id, side_id
    ) as best
    group by report_id, other_report_id
),

theirs as (
    select report_id, other_report_id, sum(weight) as weight
    from (
        select report_id, other_report_id, other_side_id, max(weight) as weight
        from met
        where weight > 0 and (not is_venue or smaller_size = 4)
        group by report_id, other_report_id, other_side_id
    ) as best
    group by report_id, other_report_id
)

select
    met.report_id, met.other_report_id, met.gap_days, met.moves_days, met.is_dated, met.smaller_size, met.both_sizes,
    least(mine.weight, theirs.weight) as weight,
    mine.sides_count as met_sides_count,
    max(met.weight) = 4 as is_name_shared
from met
inner join mine on met.report_id = mine.report_id and met.other_report_id = mine.other_report_id
inner join theirs on met.report_id = theirs.report_id and met.other_report_id = theirs.other_report_id
where met.gap_days <= case when met.is_dated then greatest(2, met.moves_days) else 0 end
group by
    met.report_id, met.other_report_id, met.gap_days, met.moves_days, met.is_dated, met.smaller_size, met.both_sizes,
    mine.weight, theirs.weight, mine.sides_count
