{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns',
          pre_hook="{{ delete_stale_rows('quotes') }}") }}

with quotes as (
    {{ missing_rows(ref('stg_landing__quotes'), 'quotes') }}
)

select
    article_id,
    quote_number,
    sentence_number,
    start_char,
    end_char,
    text,
    speaker_mention_id,
    speaker_actor_id,
    speaker_resolution,
    cue,
    version
from quotes
