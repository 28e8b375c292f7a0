{#
    How far two reports agree on who was there, up to 600: half by what all name, half by what the shorter list names;
    less where each names somebody whom the other does not.
#}
{% macro participants_points(pair) -%}
cast(floor(
    300.0 * least({{ pair }}.weight, {{ pair }}.smaller_size)
    / ({{ pair }}.both_sizes - least({{ pair }}.weight, {{ pair }}.smaller_size))
) as integer)
+ cast(floor(300.0 * least({{ pair }}.weight, {{ pair }}.smaller_size) / {{ pair }}.smaller_size) as integer)
- case when 4 * {{ pair }}.met_sides_count < {{ pair }}.smaller_size then 300 else 0 end
{%- endmacro %}
