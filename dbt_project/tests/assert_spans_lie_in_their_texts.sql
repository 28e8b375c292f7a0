-- Every claim is traceable to its characters only if raw_text[start:end] is exactly what the row quotes.
with spans as (
    select article_id, start_char, end_char, surface as quoted from {{ ref('fct_mentions') }}
    union all
    select article_id, start_char, end_char, text as quoted from {{ ref('fct_report_evidence') }}
)

select spans.article_id, spans.start_char, spans.end_char, spans.quoted
from spans
inner join {{ ref('fct_article_texts') }} as texts on spans.article_id = texts.article_id
where substring(texts.raw_text, spans.start_char + 1, spans.end_char - spans.start_char) <> spans.quoted
