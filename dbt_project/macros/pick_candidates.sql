{#
    Common table expressions that end in `candidates` (text_number, other_number): texts that may be versions of one.

    Takes: `texts` (text_id, outlet_id, body_sketch: the least hashes of the text's shingles of words).
    Also gives: `numbered` (texts with text_number), `hashes` (text_number, hash) and `forms` (hash): what one outlet
    has in more than three texts is a form (weather, congratulations, sentences) or the background of a running story.
    Cost: each text meets the eight least that share a hash, so that common words stay cheap.
#}
{% macro pick_candidates(texts) -%}
numbered as (
    select text_id, outlet_id, body_sketch, row_number() over (order by text_id) as text_number
    from {{ texts }}
),

hashes as (
    select text_number, outlet_id, {{ explode_list('body_sketch') }} as hash
    from numbered
),

forms as (
    select distinct hash
    from (select hash from hashes group by hash, outlet_id having count(*) > 3) as repeated
),

met as (
    select hashes.text_number, hashes.hash, row_number() over (partition by hashes.hash order by text_number) as place
    from hashes
    inner join (select hash from hashes group by hash having count(*) > 1) as shared on hashes.hash = shared.hash
),

candidates as (
    select least_texts.text_number, met.text_number as other_number
    from met
    inner join met as least_texts
        on met.hash = least_texts.hash and least_texts.place <= 8 and least_texts.text_number < met.text_number
    group by least_texts.text_number, met.text_number
    having count(*) >= 4
)
{%- endmacro %}
