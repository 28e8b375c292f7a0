{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns',
          pre_hook="{{ delete_stale_rows('meetings') }}") }}

with evidence as (
    {{ missing_rows(ref('stg_landing__report_evidence'), 'meetings') }}
)

select report_id, kind, start_char, end_char, text, article_id, version
from evidence
