-- Pairs of reports that share actors at a time that both can mean, with how much they share.
with met as (
    select * from {{ ref('int_meeting_reports__faced') }}
),

-- What a side of the one shares at best with any side of the other, seen from either.
mine as (
    select report_id, other_report_id, sum(weight) as weight, count(*) as sides_count
    from (
        select report_id, other_report_id, side_id, max(weight) as weight
        from met
        group by report_id, other_report_id, side_id
    ) as best
    group by report_id, other_report_id
),

theirs as (
    select report_id, other_report_id, sum(weight) as weight
    from (
        select report_id, other_report_id, other_side_id, max(weight) as weight
        from met
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
group by
    met.report_id, met.other_report_id, met.gap_days, met.moves_days, met.is_dated, met.smaller_size, met.both_sizes,
    mine.weight, theirs.weight, mine.sides_count
