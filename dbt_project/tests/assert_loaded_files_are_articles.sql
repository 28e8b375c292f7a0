-- What the ledger calls loaded must be there, and nothing else: rows equal files read.
with files as (
    select distinct article_id from {{ ref('fct_files') }} where state = 'loaded' and is_current
)

select files.article_id as file_article_id, articles.article_id
from files
full outer join {{ ref('fct_articles') }} as articles on files.article_id = articles.article_id
where files.article_id is null or articles.article_id is null
