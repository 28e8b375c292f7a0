with articles as (
    select * from {{ ref('stg_landing__articles') }}
),

texts as (
    select * from {{ ref('stg_landing__texts') }}
),

clusters as (
    select * from {{ ref('int_articles__clustered') }}
),

mentions as (
    select article_id, count(*) as mentions_count from {{ ref('fct_mentions') }} group by article_id
),

reports as (
    select article_id, count(*) as meeting_reports_count
    from {{ ref('stg_landing__reports') }}
    group by article_id
)

select
    articles.article_id,
    texts.file_path,
    texts.content_sha256,
    articles.source_id,
    articles.agency_source_id,
    articles.title,
    articles.author,
    articles.url,
    articles.published_at,
    articles.published_precision,
    articles.published_method,
    articles.published_confidence,
    articles.published_from,
    articles.published_to,
    articles.published_evidence,
    articles.body,
    articles.body_chars,
    articles.words_count,
    articles.language,
    clusters.duplicate_cluster_id,
    clusters.is_cluster_head,
    coalesce(mentions.mentions_count, 0) as mentions_count,
    coalesce(reports.meeting_reports_count, 0) as meeting_reports_count,
    texts.encoding,
    articles.version
from articles
inner join texts on articles.article_id = texts.article_id
inner join clusters on articles.article_id = clusters.article_id
left join mentions on articles.article_id = mentions.article_id
left join reports on articles.article_id = reports.article_id
