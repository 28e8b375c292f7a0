{# A common table expression: the value that the uses of an office give most often, those of a condition last. #}
{% macro most_used(column, rank_last) -%}
most_{{ column }} as (
    select actor_role_id, {{ column }}
    from (
        select
            actor_role_id,
            {{ column }},
            row_number() over (
                partition by actor_role_id order by min({{ rank_last }}), count(*) desc, {{ column }}
            ) as place
        from matched
        group by actor_role_id, {{ column }}
    ) as ranked
    where place = 1
)
{%- endmacro %}
