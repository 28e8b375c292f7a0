-- Pairs of reports that may be one encounter, with the rule that joins them and the points of their agreement.
with scored as (
    select
        *,
        participants_points + date_points + place_points + type_points + copy_points + status_points as score,
        case
            when is_told_twice then 'told_twice'
            when is_moved then 'moved_date'
            when is_dated then 'shared_actors_near_days'
            else 'shared_actors_open_day'
        end as rule
    from {{ ref('int_meeting_reports__pointed') }}
)

select
    report_id, other_report_id, rule, score, gap_days, is_dated,
    participants_points, date_points, place_points, type_points, copy_points, status_points
from scored
where
    score >= 400
    and case rule
        -- An article that tells one encounter twice gives it two days at most when three or more were there.
        when 'told_twice' then
            -- By their names here, by their countries there: all named sides of the one are sides of the other.
            (is_same_people or (not is_dated and met_sides_count >= 2 and 4 * met_sides_count = smaller_size))
            and is_same_type
            and is_same_stand
            and place_points >= 0
            and (not is_dated or gap_days <= case when smaller_size >= 12 then 1 else 0 end)
        -- What was announced was put off: the same people, within a week at the same place.
        when 'moved_date' then is_same_people and is_same_type and (moves_days > 7 or place_points > 0)
        else
            -- Two countries talk all the time: without a day, bodies alone tell only where three or more meet.
            (weight >= 6 and (is_name_shared or is_dated or (met_sides_count >= 3 and 8 * met_sides_count = both_sizes)))
            or is_same_people
            -- A lone visitor, or the body that he heads, to one country.
            or (weight >= 3 and smaller_size = 4 and is_same_journey and place_points >= 80 and date_points > 0)
            or (is_dated and is_same_type and met_sides_count = 2)
            or (is_dated and is_same_type and weight = 4 and smaller_size = 4 and place_points = 150)
    end
