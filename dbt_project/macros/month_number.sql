{# The months from the year 0 to a date: one number per month. #}
{% macro month_number(date) %}(12 * extract(year from {{ date }}) + extract(month from {{ date }})){% endmacro %}
