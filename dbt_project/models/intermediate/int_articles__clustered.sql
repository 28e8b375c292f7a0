-- Copies of one text, however they are linked, are one cluster. Its head is the first published, and of those
-- that appeared together or undated the fullest.
with articles as (
    select * from {{ ref('stg_landing__articles') }}
),

pairs as (
    select * from {{ ref('int_articles__paired') }}
),

-- Few articles have copies: only those need labels.
nodes as (
    select article_id as node_id from pairs
    union
    select other_article_id as node_id from pairs
),

links as (
    select article_id as node_id, other_article_id as other_id from pairs
    union all
    select other_article_id as node_id, article_id as other_id from pairs
),

{{ label_components('nodes', 'links') }},

clustered as (
    select
        articles.article_id,
        'dup_' || coalesce(labels.label, articles.article_id) as duplicate_cluster_id,
        row_number() over (
            partition by coalesce(labels.label, articles.article_id)
            order by
                coalesce(articles.published_at, articles.published_from) nulls last,
                articles.body_chars desc,
                articles.article_id
        ) = 1 as is_cluster_head,
        coalesce(articles.agency_source_id, articles.source_id) as stated_origin_id
    from articles
    left join labels on articles.article_id = labels.node_id
)

-- A cluster has one origin: the agency that its earliest copy credits, or else that outlet, or else itself.
select
    article_id,
    duplicate_cluster_id,
    is_cluster_head,
    coalesce(
        max(case when is_cluster_head then stated_origin_id end) over (partition by duplicate_cluster_id),
        duplicate_cluster_id
    ) as origin_id
from clustered
