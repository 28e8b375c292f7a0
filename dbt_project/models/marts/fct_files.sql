select
    path_bytes_base64,
    file_path,
    content_sha256,
    sidecar_sha256,
    size_bytes,
    fingerprint,
    state,
    reason,
    detail,
    encoding,
    article_id,
    first_seen_at,
    last_seen_at,
    run_id,
    is_current
from {{ ref('stg_landing__files') }}
