{# No two rows have the same values in these columns; nulls are equal to each other. #}
{% test unique_together(model, columns) %}
select {{ columns | join(', ') }}, count(*) as rows_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
