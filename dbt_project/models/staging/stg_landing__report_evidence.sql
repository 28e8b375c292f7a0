select
    report_id,
    article_id,
    kind,
    start_char,
    end_char,
    text,
    version
from {{ source('landing', 'report_evidence') }}
