-- Pairs of reports that share actors at one time, with the points of their agreement and what decides beside them.
with reports as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

matched as (
    select * from {{ ref('int_meeting_reports__matched') }}
    union all
    select * from {{ ref('int_meeting_reports__timeless') }}
)

-- Participants count for 600 at most: half by what all share, half by what the smaller side shares.
select
    matched.*,
    a.article_id = b.article_id as is_told_twice,
    a.meeting_type = b.meeting_type as is_same_type,
    a.meeting_type = b.meeting_type and a.meeting_type in ('visit', 'conference') as is_same_journey,
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
    case
        when a.meeting_type = b.meeting_type then 50
        -- Two who talk beside a conference are not the conference.
        when 'conference' in (a.meeting_type, b.meeting_type) and matched.both_sizes >= 3 * matched.smaller_size
            then -100
        else 0
    end as type_points,
    case
        when a.duplicate_cluster_id = b.duplicate_cluster_id and a.article_id <> b.article_id then 300 else 0
    end as copy_points,
    case
        when a.status = b.status or 'refused' not in (a.status, b.status) then 0
        when 'proposed' in (a.status, b.status) or 'cancelled' in (a.status, b.status) then 0
        else -100
    end as status_points
from matched
inner join reports as a on matched.report_id = a.report_id
inner join reports as b on matched.other_report_id = b.report_id
