-- When a report's encounter can have taken place: its own dates, or else days around its publication.
with reports as (
    select
        reports.report_id,
        reports.article_id,
        reports.meeting_type,
        reports.status,
        reports.mode,
        reports.is_background,
        reports.location_id,
        coalesce(reports.date_from, reports.date_to) as date_from,
        coalesce(reports.date_to, reports.date_from) as date_to,
        coalesce(cast(articles.published_at as date), articles.published_from) as published_from,
        coalesce(cast(articles.published_at as date), articles.published_to) as published_to
    from {{ ref('stg_landing__reports') }} as reports
    inner join {{ ref('stg_landing__articles') }} as articles on reports.article_id = articles.article_id
),

-- Days before and after publication that an undated report may mean.
anchored as (
    select
        *,
        case
            when is_background then 365
            when status in ('held', 'ongoing') then 3
            when status in ('planned', 'proposed') then 1
            else 7
        end as days_before,
        case
            when is_background then 0
            when status in ('held', 'ongoing') then 1
            else 30
        end as days_after
    from reports
),

places as (
    select location_id, country_iso3, false as is_country from {{ ref('stg_lexicon__cities') }}
    union all
    select actor_id as location_id, country_iso3, true as is_country from {{ ref('stg_lexicon__countries') }}
),

participants as (
    select report_id, count(distinct actor_id) as actors_count
    from {{ ref('stg_landing__report_participants') }}
    group by report_id
)

select
    anchored.report_id,
    anchored.article_id,
    coalesce(participants.actors_count, 0) as actors_count,
    clusters.duplicate_cluster_id,
    anchored.meeting_type,
    anchored.location_id,
    places.country_iso3,
    coalesce(places.is_country, false) as is_country_wide,
    anchored.meeting_type = 'call' as is_call,
    anchored.meeting_type <> 'call' and anchored.mode not in ('phone', 'video') as is_in_person,
    case
        when {{ days_between('anchored.date_from', 'anchored.date_to') }} <= 3 then 'narrow'
        when anchored.date_from is not null then 'wide'
        when anchored.published_from is null then 'free'
        when anchored.is_background then 'recalled'
        else 'anchored'
    end as window_kind,
    coalesce(
        anchored.date_from,
        {{ add_days('anchored.published_from', '-anchored.days_before') }},
        date '1900-01-01'
    ) as window_from,
    coalesce(
        anchored.date_to, {{ add_days('anchored.published_to', 'anchored.days_after') }}, date '2100-01-01'
    ) as window_to
from anchored
inner join {{ ref('int_articles__clustered') }} as clusters on anchored.article_id = clusters.article_id
left join participants on anchored.report_id = participants.report_id
left join places on anchored.location_id = places.location_id
