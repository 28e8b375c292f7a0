{# Days between two windows: 0 where they touch, below 0 where they overlap. #}
{% macro windows_gap(a, b) -%}
    {{ days_between('least(' ~ a ~ '.window_to, ' ~ b ~ '.window_to)',
                    'greatest(' ~ a ~ '.window_from, ' ~ b ~ '.window_from)') }}
{%- endmacro %}
