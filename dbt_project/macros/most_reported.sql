{# A common table expression: the value that most independent reports of a meeting give. #}
{% macro most_reported(column, condition, rank_first='false') -%}
most_{{ column }} as (
    select meeting_id, {{ column }}
    from (
        select
            meeting_id,
            {{ column }},
            row_number() over (
                partition by meeting_id
                order by bool_and({{ rank_first }}), count(distinct duplicate_cluster_id) desc, {{ column }}
            ) as place
        from reports
        where {{ condition }}
        group by meeting_id, {{ column }}
    ) as ranked
    where place = 1
)
{%- endmacro %}
