{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns',
          pre_hook="{{ delete_stale_rows('articles') }}") }}

with sections as (
    {{ missing_rows(ref('stg_landing__sections'), 'articles') }}
)

select article_id, section_number, section, start_char, end_char, version
from sections
