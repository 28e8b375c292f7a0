-- Every claim is traceable to its characters only if raw_text[start:end] is exactly what the row quotes.
-- A database counts characters from a text's start each time: in a text of millions, names by the hundred thousand
-- would take hours. So a span is looked up in the piece that it begins in; pieces overlap by their whole length.
{% set piece_chars = 20000 %}
with spans as (
    select article_id, start_char, end_char, surface as quoted from {{ ref('fct_mentions') }}
    union all
    select article_id, start_char, end_char, text as quoted from {{ ref('fct_report_evidence') }}
    union all
    select article_id, start_char, end_char, text as quoted from {{ ref('fct_quotes') }}
    union all
    select article_id, start_char, end_char, text as quoted from {{ ref('fct_roles') }}
),

numbered as (
    select
        article_id,
        raw_text,
        {{ each_number('0', 'cast(floor(length(raw_text) / ' ~ piece_chars ~ ') as bigint)') }} as piece_number
    from {{ ref('fct_article_texts') }}
),

pieces as (
    select
        article_id,
        piece_number,
        substring(raw_text, piece_number * {{ piece_chars }} + 1, 2 * {{ piece_chars }}) as piece
    from numbered
)

select spans.article_id, spans.start_char, spans.quoted
from spans
left join pieces
    on
        spans.article_id = pieces.article_id
        and cast(floor(spans.start_char / {{ piece_chars }}) as bigint) = pieces.piece_number
where
    pieces.piece is null
    or spans.end_char - spans.start_char <> length(spans.quoted)
    or substring(
        pieces.piece,
        spans.start_char - pieces.piece_number * {{ piece_chars }} + 1,
        least(length(spans.quoted), {{ piece_chars }})
    ) <> substring(spans.quoted, 1, {{ piece_chars }})
