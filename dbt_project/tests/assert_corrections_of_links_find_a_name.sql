-- A decision on a name that stands nowhere does nothing: a slip of the pen, or its article is gone.
{{ config(severity='warn') }}

select corrections.article_id, corrections.surface, corrections.start_char
from {{ ref('stg_lexicon__corrections_links') }} as corrections
left join {{ ref('fct_mentions') }} as mentions
    on
        corrections.surface = mentions.surface
        and mentions.article_id = coalesce(corrections.article_id, mentions.article_id)
        and mentions.start_char = coalesce(corrections.start_char, mentions.start_char)
where mentions.mention_id is null
