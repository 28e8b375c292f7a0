select
    article_id,
    section_number,
    section,
    start_char,
    end_char,
    version
from {{ source('landing', 'sections') }}
