{#
    Common table expressions that end in `clusters` (report_id, cluster_id): reports merged into encounters.

    Takes: `seeds` (report_id, cluster_id: what is surely one encounter); `members` (windowed reports);
    `pairs` (report_id, other_report_id, score, is_dated) and `bars` (report_id, other_report_id: never one), both ways.
    Rules: in each round two clusters merge that are each other's best partner, so nothing depends on the
    order of arrival. They must agree as wholes: on average over all pairs of reports (what is no pair counts
    0), with no bar between them, no call among meetings in person, days at most two apart unless each dated
    report of one is a pair with each of the other (a planned day that moved), and every wider window
    overlapping all others. So links never chain, and an undated report joins one dated encounter.
#}
{% macro merge_clusters(seeds, members, pairs, bars, rounds=12, least_score=250) -%}
merged_0 as (
    select report_id, cluster_id from {{ seeds }}
)
{%- for number in range(1, rounds + 1) %},

{{ merge_round(members, pairs, bars, number, least_score) }}
{%- endfor %},

clusters as (
    select report_id, cluster_id from merged_{{ rounds }}
)
{%- endmacro %}
