-- Counting each story once takes exactly one head in each cluster of copies.
select duplicate_cluster_id
from {{ ref('fct_articles') }}
group by duplicate_cluster_id
having sum(case when is_cluster_head then 1 else 0 end) <> 1
