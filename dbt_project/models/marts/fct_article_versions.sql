select
    article_id,
    previous_article_id,
    file_path,
    content_sha256,
    title,
    raw_text,
    valid_from,
    valid_to
from {{ ref('stg_landing__article_versions') }}
