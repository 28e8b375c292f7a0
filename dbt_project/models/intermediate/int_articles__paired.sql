-- Articles with equal words, linked to the least of them, which stands for their text; and texts that are two
-- versions of one.
with articles as (
    select * from {{ ref('stg_landing__articles') }}
),

-- An outlet that is not known is one of its own.
named as (
    select
        article_id,
        coalesce(source_id, article_id) as outlet_id,
        body_sketch,
        min(article_id) over (
            partition by coalesce(case when body_chars > 0 then body_fingerprint end, article_id)
        ) as text_id
    from articles
),

texts as (
    select text_id, outlet_id, body_sketch
    from named
    where article_id = text_id
),

{{ compare_sketches('texts') }}

select text_id as article_id, article_id as other_article_id
from named
where article_id <> text_id
union all
select text_id as article_id, other_id as other_article_id
from near
