{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns',
          pre_hook="{{ delete_stale_rows('roles') }}") }}

with roles as (
    {{ missing_rows(ref('stg_landing__roles'), 'roles') }}
)

select
    article_id,
    mention_id,
    role_number,
    actor_id,
    text,
    role_ar,
    role_key,
    curated_role_ar,
    organization_actor_id,
    country_iso3,
    sector,
    is_former,
    start_char,
    end_char,
    version
from roles
