-- A section that starts or ends outside its text would cut notebooks' slices short without a word.
select sections.article_id, sections.section_number
from {{ ref('fct_article_sections') }} as sections
inner join {{ ref('fct_article_texts') }} as texts on sections.article_id = texts.article_id
where
    sections.start_char < 0
    or sections.start_char > sections.end_char
    or sections.end_char > length(texts.raw_text)
