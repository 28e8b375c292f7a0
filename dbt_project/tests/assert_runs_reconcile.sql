-- A file that a run met and neither loaded, kept nor turned away would be lost in silence.
select run_id, files_seen, loaded, unchanged, superseded, deleted, quarantined
from {{ ref('fct_runs') }}
where files_seen <> loaded + unchanged + superseded + deleted + quarantined
