select
    status,
    pair_kind,
    cameo_code,
    plover_event,
    plover_mode,
    mapping_is_lossy
from {{ ref('dyad_codes') }}
