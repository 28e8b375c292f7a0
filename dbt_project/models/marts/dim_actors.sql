with actors as (
    select * from {{ ref('int_actors__unioned') }}
),

mentioned as (
    select
        mentions.actor_id,
        min(articles.published_at) as first_mentioned_at,
        max(articles.published_at) as last_mentioned_at,
        count(*) as mentions_count,
        count(distinct mentions.article_id) as articles_count
    from {{ ref('fct_mentions') }} as mentions
    inner join {{ ref('stg_landing__articles') }} as articles on mentions.article_id = articles.article_id
    where mentions.actor_id is not null
    group by mentions.actor_id
)

select
    actors.actor_id,
    actors.kind,
    actors.name_ar,
    actors.name_en,
    actors.country_iso3,
    actors.sector,
    actors.wikidata_qid,
    actors.is_curated,
    mentioned.first_mentioned_at,
    mentioned.last_mentioned_at,
    coalesce(mentioned.mentions_count, 0) as mentions_count,
    coalesce(mentioned.articles_count, 0) as articles_count
from actors
left join mentioned on actors.actor_id = mentioned.actor_id
