-- Pairs of reports that may be one encounter, with the rule that joins them and the points of their agreement.
with reports as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

matched as (
    select * from {{ ref('int_meeting_reports__matched') }}
    union all
    select * from {{ ref('int_meeting_reports__timeless') }}
),

-- Participants count for 600 at most: half by what all share, half by what the smaller side shares.
pointed as (
    select
        matched.*,
        a.article_id = b.article_id as is_told_twice,
        a.meeting_type = b.meeting_type as is_same_type,
        a.has_occurred = b.has_occurred and a.is_background = b.is_background as is_same_stand,
        coalesce(a.actor_ids = b.actor_ids and a.actors_count >= 2, false) as is_same_people,
        matched.is_dated and matched.gap_days > 2 as is_moved,
        {{ participants_points('matched') }} as participants_points,
        case
            when matched.is_dated and matched.gap_days > 2 then -100 - 2 * matched.gap_days
            when matched.is_dated then 200 - 60 * greatest(0, matched.gap_days)
            when a.window_kind in ('free', 'recalled') or b.window_kind in ('free', 'recalled') then -300
            else 100
        end as date_points,
        case
            when a.location_id = b.location_id then 150
            when a.country_iso3 <> b.country_iso3 then -250
            when a.country_iso3 is null or b.country_iso3 is null then 0
            when a.is_country_wide or b.is_country_wide then 80
            else -100
        end as place_points,
        case when a.meeting_type = b.meeting_type then 50 else 0 end as type_points,
        case
            when a.duplicate_cluster_id = b.duplicate_cluster_id and a.article_id <> b.article_id then 300 else 0
        end as copy_points
    from matched
    inner join reports as a on matched.report_id = a.report_id
    inner join reports as b on matched.other_report_id = b.report_id
),

scored as (
    select
        *,
        participants_points + date_points + place_points + type_points + copy_points as score,
        case
            when is_told_twice then 'told_twice'
            when is_moved then 'moved_date'
            when is_dated then 'shared_actors_near_days'
            else 'shared_actors_open_day'
        end as rule
    from pointed
)

select
    report_id, other_report_id, rule, score, gap_days, is_dated,
    participants_points, date_points, place_points, type_points, copy_points
from scored
where
    score >= 400
    and case rule
        -- An article that tells one encounter twice gives it two days at most when three or more were there.
        when 'told_twice' then
            is_same_people
            and is_same_type
            and is_same_stand
            and place_points >= 0
            and (not is_dated or gap_days <= case when smaller_size >= 12 then 1 else 0 end)
        -- What was announced was put off: the same people, within a week at the same place.
        when 'moved_date' then is_same_people and is_same_type and (moves_days > 7 or place_points > 0)
        else
            (weight >= 6 and (is_name_shared or is_dated or 8 * met_sides_count = both_sizes))
            or is_same_people
            or (is_dated and is_same_type and met_sides_count = 2)
            or (is_dated and is_same_type and weight = 4 and smaller_size = 4 and place_points = 150)
    end
