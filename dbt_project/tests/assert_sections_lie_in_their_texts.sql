-- A section that starts or ends outside its text would cut notebooks' slices short without a word.
with texts as (
    -- Counted once for each text: there may be a section for each line of a long one.
    select article_id, max(length(raw_text)) as text_chars from {{ ref('fct_article_texts') }} group by article_id
)

select sections.article_id, sections.section_number
from {{ ref('fct_article_sections') }} as sections
inner join texts on sections.article_id = texts.article_id
where
    sections.start_char < 0
    or sections.start_char > sections.end_char
    or sections.end_char > texts.text_chars
