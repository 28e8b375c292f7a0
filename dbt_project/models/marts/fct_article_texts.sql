{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns',
          pre_hook="{{ delete_stale_rows('texts') }}") }}

with texts as (
    {{ missing_rows(ref('stg_landing__texts'), 'texts') }}
)

select article_id, raw_text, version
from texts
