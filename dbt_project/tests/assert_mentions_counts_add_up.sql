-- An article's count of names is read without the names, so the two must not drift apart.
with counted as (
    select article_id, count(*) as mentions_count from {{ ref('fct_mentions') }} group by article_id
)

select articles.article_id, articles.mentions_count, counted.mentions_count as counted
from {{ ref('fct_articles') }} as articles
full outer join counted on articles.article_id = counted.article_id
where coalesce(articles.mentions_count, -1) <> coalesce(counted.mentions_count, 0)
