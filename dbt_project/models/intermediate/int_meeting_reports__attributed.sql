-- Each report with its meeting, when and by whom it was published, and how its status ranks.
with reports as (
    select * from {{ ref('fct_meeting_reports') }}
)

select
    reports.report_id,
    reports.meeting_id,
    reports.article_id,
    reports.meeting_type,
    reports.status,
    reports.mode,
    reports.location_id,
    windowed.country_iso3,
    windowed.is_country_wide,
    coalesce(reports.date_from, reports.date_to) as date_from,
    coalesce(reports.date_to, reports.date_from) as date_to,
    case windowed.window_kind when 'narrow' then 1 when 'wide' then 2 else 3 end as date_rank,
    case reports.certainty when 'asserted' then 1 when 'attributed' then 2 when 'rumoured' then 3 else 4 end
        as certainty_rank,
    count(*) over (partition by reports.meeting_id, reports.status, reports.date_from, reports.date_to)
        as same_date_count,
    reports.status in ('held', 'ongoing') as has_occurred,
    reports.confidence,
    articles.source_id,
    articles.published_at as as_of,
    -- What comes first and last, also where only the day is told before which an article cannot have appeared.
    coalesce(cast(articles.published_at as date), articles.published_from) as as_of_day,
    clusters.duplicate_cluster_id,
    clusters.origin_id
from reports
inner join {{ ref('int_meeting_reports__windowed') }} as windowed on reports.report_id = windowed.report_id
inner join {{ ref('stg_landing__articles') }} as articles on reports.article_id = articles.article_id
inner join {{ ref('int_articles__clustered') }} as clusters on reports.article_id = clusters.article_id
