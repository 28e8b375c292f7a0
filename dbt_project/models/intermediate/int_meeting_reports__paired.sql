-- Pairs of reports of two articles that may be one encounter, with a score of their agreement.
with reports as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

keyed as (
    select * from {{ ref('int_meeting_reports__keyed') }}
),

matched as (
    select
        a.report_id,
        b.report_id as other_report_id,
        a.window_kind = 'narrow' and b.window_kind = 'narrow' as is_dated,
        {{ windows_gap('a', 'b') }} as gap_days,
        2 * least(a.sides_count, b.sides_count) as smaller_size,
        2 * (a.sides_count + b.sides_count) as both_sizes,
        a.key_kind = 'named' and b.key_kind = 'named' as is_named_twice,
        a.key_kind = 'named' or b.key_kind = 'named' as is_named,
        a.key_kind = 'venue' and b.key_kind = 'venue' as is_venue
    from keyed as a
    inner join keyed as b
        on a.key_id = b.key_id and a.report_id < b.report_id and a.article_id <> b.article_id
    where not (a.is_call and b.is_in_person) and not (b.is_call and a.is_in_person)
),

-- An actor named in both weighs 2, one named here and meant there 1, and so does the venue of a lone visitor.
shared as (
    select
        report_id, other_report_id, is_dated, gap_days, smaller_size, both_sizes,
        count(*) as keys_count,
        sum(case when is_named_twice then 2 else 1 end) as weight
    from matched
    where
        gap_days <= case when is_dated then 2 else 0 end
        and smaller_size > 0
        and (is_named or (is_venue and smaller_size = 2))
    group by report_id, other_report_id, is_dated, gap_days, smaller_size, both_sizes
),

compared as (
    select
        shared.*,
        least(shared.weight, shared.smaller_size) as shared_size,
        a.meeting_type = b.meeting_type as is_same_type,
        case when a.duplicate_cluster_id = b.duplicate_cluster_id then 300 else 0 end as copy_points,
        case
            when a.location_id = b.location_id then 150
            when a.country_iso3 <> b.country_iso3 then -250
            when a.country_iso3 is null or b.country_iso3 is null then 0
            when a.is_country_wide or b.is_country_wide then 80
            else -100
        end as place_points,
        case
            when shared.is_dated then 200 - 60 * greatest(0, shared.gap_days)
            when a.window_kind in ('free', 'recalled') or b.window_kind in ('free', 'recalled') then -300
            else 100
        end as date_points
    from shared
    inner join reports as a on shared.report_id = a.report_id
    inner join reports as b on shared.other_report_id = b.report_id
),

-- The participants count for 600 at most: half by what all share, half by what the smaller side shares.
scored as (
    select
        report_id,
        other_report_id,
        cast(floor(300.0 * shared_size / (both_sizes - shared_size)) as integer)
        + cast(floor(300.0 * shared_size / smaller_size) as integer)
        + case when is_same_type then 50 else 0 end + copy_points + place_points + date_points as score
    from compared
    where
        weight >= 3
        or (is_dated and is_same_type and keys_count = 2)
        or (is_dated and is_same_type and weight = 2 and smaller_size = 2 and place_points = 150)
)

select report_id, other_report_id, score from scored where score >= 400
