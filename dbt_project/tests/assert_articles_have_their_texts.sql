-- Spans count in the stored text, so an article without one could prove nothing.
select articles.article_id
from {{ ref('fct_articles') }} as articles
left join {{ ref('fct_article_texts') }} as texts on articles.article_id = texts.article_id
where texts.article_id is null
