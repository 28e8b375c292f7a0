-- A content in two states at once could be counted as loaded and as gone.
select path_bytes_base64, content_sha256, sidecar_sha256
from {{ ref('fct_files') }}
group by path_bytes_base64, content_sha256, sidecar_sha256
having count(*) > 1
