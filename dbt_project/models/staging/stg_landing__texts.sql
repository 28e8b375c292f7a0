select
    article_id,
    file_path,
    content_sha256,
    sidecar_url,
    sidecar_source,
    sidecar_title,
    sidecar_author,
    sidecar_published_at,
    sidecar_retrieved_at,
    sidecar_extra,
    encoding,
    replaced_chars,
    raw_text,
    version
from {{ source('landing', 'texts') }}
