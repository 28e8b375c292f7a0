{# What engines spell differently. The default is Spark's spelling, the other one DuckDB's. #}

{# One row per element of a list, in a select list. #}
{% macro explode_list(expression) -%}
    {{ return(adapter.dispatch('explode_list')(expression)) }}
{%- endmacro %}
{% macro default__explode_list(expression) %}explode({{ expression }}){% endmacro %}
{% macro duckdb__explode_list(expression) %}unnest({{ expression }}){% endmacro %}

{# The distinct values of a text column in one text, sorted: the same for any order of rows. #}
{% macro join_sorted(expression) -%}
    {{ return(adapter.dispatch('join_sorted')(expression)) }}
{%- endmacro %}
{% macro default__join_sorted(expression) -%}
    array_join(sort_array(collect_set({{ expression }})), ',')
{%- endmacro %}
{% macro duckdb__join_sorted(expression) -%}
    string_agg(distinct {{ expression }}, ',' order by {{ expression }})
{%- endmacro %}

{# The first digits of a hash, to make keys of. #}
{% macro hash_digits(expression, digits) -%}
    {{ return(adapter.dispatch('hash_digits')(expression, digits)) }}
{%- endmacro %}
{% macro default__hash_digits(expression, digits) -%}
    substring(sha2({{ expression }}, 256), 1, {{ digits }})
{%- endmacro %}
{% macro duckdb__hash_digits(expression, digits) -%}
    substring(sha256({{ expression }}), 1, {{ digits }})
{%- endmacro %}

{# Whole days from the first date to the second. #}
{% macro days_between(first, second) -%}
    {{ return(adapter.dispatch('days_between')(first, second)) }}
{%- endmacro %}
{% macro default__days_between(first, second) %}datediff({{ second }}, {{ first }}){% endmacro %}
{% macro duckdb__days_between(first, second) %}date_diff('day', {{ first }}, {{ second }}){% endmacro %}

{# A date moved by whole days. #}
{% macro add_days(date, days) %}{{ return(adapter.dispatch('add_days')(date, days)) }}{% endmacro %}
{% macro default__add_days(date, days) %}date_add({{ date }}, {{ days }}){% endmacro %}
{% macro duckdb__add_days(date, days) %}({{ date }} + {{ days }}){% endmacro %}

{# One row per day of an interval, both ends included, in a select list. #}
{% macro each_day(first, last) %}{{ return(adapter.dispatch('each_day')(first, last)) }}{% endmacro %}
{% macro default__each_day(first, last) -%}
    explode(sequence({{ first }}, {{ last }}, interval 1 day))
{%- endmacro %}
{% macro duckdb__each_day(first, last) -%}
    cast(unnest(generate_series({{ first }}, {{ last }}, interval 1 day)) as date)
{%- endmacro %}

{# The year that a day's ISO week belongs to. #}
{% macro iso_year(date) %}{{ return(adapter.dispatch('iso_year')(date)) }}{% endmacro %}
{% macro default__iso_year(date) %}extract(yearofweek from {{ date }}){% endmacro %}
{% macro duckdb__iso_year(date) %}extract(isoyear from {{ date }}){% endmacro %}

{# One row per whole number of an interval, both ends included, in a select list. #}
{% macro each_number(first, last) %}{{ return(adapter.dispatch('each_number')(first, last)) }}{% endmacro %}
{% macro default__each_number(first, last) %}explode(sequence({{ first }}, {{ last }})){% endmacro %}
{% macro duckdb__each_number(first, last) %}unnest(generate_series({{ first }}, {{ last }})){% endmacro %}
