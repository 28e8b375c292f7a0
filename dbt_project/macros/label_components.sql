{#
    Common table expressions that end in `labels` (node_id, label): the connected components of a graph.
    Takes: `nodes` (node_id) and `links` (node_id, other_id; both directions).
    Rules: in each round a node takes the least label around it, and then that label's own label. Ten rounds
    reach across any component that articles form; the test assert_no_copy_crosses_clusters proves it.
#}
{% macro label_components(nodes, links, rounds=10) -%}
round_0 as (
    select node_id, node_id as label from {{ nodes }}
)
{%- for number in range(1, rounds + 1) %},

seen_{{ number }} as (
    select mine.node_id, least(mine.label, coalesce(min(theirs.label), mine.label)) as label
    from round_{{ number - 1 }} as mine
    left join {{ links }} as links on mine.node_id = links.node_id
    left join round_{{ number - 1 }} as theirs on links.other_id = theirs.node_id
    group by mine.node_id, mine.label
),

round_{{ number }} as (
    select seen.node_id, least(seen.label, heads.label) as label
    from seen_{{ number }} as seen
    inner join seen_{{ number }} as heads on seen.label = heads.node_id
)
{%- endfor %},

labels as (
    select node_id, label from round_{{ rounds }}
)
{%- endmacro %}
