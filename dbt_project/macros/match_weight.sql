{#
    How surely two keys of one id mean one side, out of 4.
    Rules: the same actor named in both 4; a body here and there who holds an office in it 3; a country here and there
    one of its nationals, or a visitor to it, 2. What merely stands behind two different names is no agreement.
#}
{% macro match_weight(a, b) -%}
case
    when {{ a }} = 'side' and {{ b }} = 'side' then 4
    when {{ a }} = 'venue' and {{ b }} = 'venue' then 2
    when {{ a }} <> 'side' and {{ b }} <> 'side' then 0
    when {{ a }} in ('office', 'named_beside') or {{ b }} in ('office', 'named_beside') then 3
    else 2
end
{%- endmacro %}
