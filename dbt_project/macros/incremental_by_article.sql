{#
    The two halves of a per-article table, driven by the ledger alone and never by a time stamp.
    Run again after a crash they meet the same rows: what is stale goes, what is missing comes.
#}

{# Delete the rows of articles that changed, were extracted anew or left the inbox. A pre-hook. #}
{% macro delete_stale_rows(stage) -%}
    {% if is_incremental() %}
    delete from {{ this }}
    where not exists (
        select 1
        from {{ source('landing', 'stage_outputs') }} as outputs
        where
            outputs.article_id = {{ this.identifier }}.article_id
            and outputs.version = {{ this.identifier }}.version
            and outputs.stage = '{{ stage }}'
    )
    {% endif %}
{%- endmacro %}

{# The landed rows of a stage's present output that the table does not hold yet. #}
{% macro missing_rows(relation, stage) -%}
    select landed.*
    from {{ relation }} as landed
    inner join {{ ref('stg_landing__stage_outputs') }} as outputs
        on
            landed.article_id = outputs.article_id
            and landed.version = outputs.version
            and outputs.stage = '{{ stage }}'
    {%- if is_incremental() %}
    where landed.article_id not in (select held.article_id from {{ this }} as held)
    {%- endif %}
{%- endmacro %}
