-- Articles with equal words, linked to the least of them, which stands for their text; and texts that share
-- at least half of their sketches. Each is compared with the eight least that share a hash, so that common
-- boilerplate stays cheap.
with articles as (
    select * from {{ ref('stg_landing__articles') }}
),

texts as (
    select
        article_id,
        body_sketch,
        min(article_id) over (
            partition by coalesce(case when body_chars > 0 then body_fingerprint end, article_id)
        ) as text_id
    from articles
),

hashes as (
    select text_id, {{ explode_list('body_sketch') }} as hash
    from texts
    where article_id = text_id
),

ranked as (
    select
        text_id,
        hash,
        count(*) over (partition by text_id) as sketch_size,
        row_number() over (partition by hash order by text_id) as place
    from hashes
),

near as (
    select kept.text_id, ranked.text_id as other_id
    from ranked
    inner join ranked as kept
        on ranked.hash = kept.hash and kept.place <= 8 and kept.text_id < ranked.text_id
    group by kept.text_id, ranked.text_id, kept.sketch_size, ranked.sketch_size
    having 2 * count(*) >= greatest(kept.sketch_size, ranked.sketch_size)
)

select text_id as article_id, article_id as other_article_id
from texts
where article_id <> text_id
union all
select text_id as article_id, other_id as other_article_id
from near
