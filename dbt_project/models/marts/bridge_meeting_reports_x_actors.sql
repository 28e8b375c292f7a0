{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns',
          pre_hook="{{ delete_stale_rows('meetings') }}") }}

with participants as (
    {{ missing_rows(ref('stg_landing__report_participants'), 'meetings') }}
)

select report_id, actor_id, role, mention_id, resolution, article_id, version
from participants
