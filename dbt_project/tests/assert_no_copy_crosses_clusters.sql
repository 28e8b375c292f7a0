-- Components are found in a fixed number of rounds: a link between two clusters means too few of them.
select pairs.article_id, pairs.other_article_id
from {{ ref('int_articles__paired') }} as pairs
inner join {{ ref('int_articles__clustered') }} as mine on pairs.article_id = mine.article_id
inner join {{ ref('int_articles__clustered') }} as theirs on pairs.other_article_id = theirs.article_id
where mine.duplicate_cluster_id <> theirs.duplicate_cluster_id
