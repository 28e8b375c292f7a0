select
    path_bytes_base64,
    file_path,
    content_sha256,
    sidecar_sha256,
    cast(size_bytes as bigint) as size_bytes,
    fingerprint,
    state,
    reason,
    detail,
    encoding,
    article_id,
    cast(first_seen_at as timestamp) as first_seen_at,
    cast(last_seen_at as timestamp) as last_seen_at,
    run_id,
    cast(is_current as boolean) as is_current
from {{ source('landing', 'files') }}
