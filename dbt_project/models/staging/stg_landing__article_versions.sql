select
    article_id,
    previous_article_id,
    file_path,
    content_sha256,
    title,
    raw_text,
    cast(valid_from as timestamp) as valid_from,
    cast(valid_to as timestamp) as valid_to
from {{ source('landing', 'article_versions') }}
