{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns',
          pre_hook="{{ delete_stale_rows('mentions') }}") }}

with mentions as (
    {{ missing_rows(ref('stg_landing__mentions'), 'mentions') }}
)

select
    mention_id,
    article_id,
    mention_type,
    actor_id,
    location_id,
    surface,
    alias,
    start_char,
    end_char,
    sentence_number,
    section,
    link_method,
    confidence,
    runner_up_id,
    unresolved_reason,
    version
from mentions
