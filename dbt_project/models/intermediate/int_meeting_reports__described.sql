-- What resolution compares of a report: who, how, where, its status after corrections, its days and its publication.
with reports as (
    select * from {{ ref('stg_landing__reports') }}
),

corrections as (
    select report_id, min(value) as status
    from {{ ref('stg_lexicon__corrections_meetings') }}
    where correction = 'status'
    group by report_id
),

places as (
    select location_id, country_iso3, false as is_country from {{ ref('stg_lexicon__cities') }}
    union all
    select actor_id as location_id, country_iso3, true as is_country from {{ ref('stg_lexicon__countries') }}
),

participants as (
    select report_id, count(distinct actor_id) as actors_count, {{ join_sorted('actor_id') }} as actor_ids
    from {{ ref('stg_landing__report_participants') }}
    group by report_id
)

select
    reports.report_id,
    reports.article_id,
    reports.meeting_type,
    coalesce(corrections.status, reports.status) as status,
    coalesce(corrections.status, reports.status) in ('held', 'ongoing') as has_occurred,
    reports.is_background,
    reports.meeting_type = 'call' as is_call,
    reports.meeting_type <> 'call' and reports.mode not in ('phone', 'video') as is_in_person,
    reports.location_id,
    places.country_iso3,
    coalesce(places.is_country, false) as is_country_wide,
    coalesce(participants.actors_count, 0) as actors_count,
    participants.actor_ids,
    len(reports.unnamed_participants) > 0 as has_unnamed,
    clusters.duplicate_cluster_id,
    coalesce(reports.date_from, reports.date_to) as date_from,
    coalesce(reports.date_to, reports.date_from) as date_to,
    coalesce(cast(articles.published_at as date), articles.published_from) as published_from,
    coalesce(cast(articles.published_at as date), articles.published_to) as published_to
from reports
inner join {{ ref('stg_landing__articles') }} as articles on reports.article_id = articles.article_id
inner join {{ ref('int_articles__clustered') }} as clusters on reports.article_id = clusters.article_id
left join participants on reports.report_id = participants.report_id
left join corrections on reports.report_id = corrections.report_id
left join places on reports.location_id = places.location_id
