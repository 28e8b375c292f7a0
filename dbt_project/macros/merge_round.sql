{#
    One round of merge_clusters: from merged_<number - 1> to merged_<number>.
    Cost: every join goes by an equality. Where two sides are compared by anything else, the first is joined and made
    distinct or summed before the second comes, or an engine may begin with all pairs of clusters.
#}
{% macro merge_round(members, pairs, bars, number, least_score) -%}
{% set traits = ['size', 'dated_size', 'has_call', 'has_in_person', 'day_from', 'day_to', 'wide_from', 'wide_to'] -%}
traits_{{ number }} as (
    select
        merged.cluster_id,
        count(*) as size,
        count(case when members.window_kind = 'narrow' then 1 end) as dated_size,
        bool_or(members.is_call) as has_call,
        bool_or(members.is_in_person) as has_in_person,
        max(case when members.window_kind = 'narrow' then members.window_from end) as day_from,
        min(case when members.window_kind = 'narrow' then members.window_to end) as day_to,
        max(case when members.window_kind <> 'narrow' then members.window_from end) as wide_from,
        min(case when members.window_kind <> 'narrow' then members.window_to end) as wide_to
    from merged_{{ number - 1 }} as merged
    inner join {{ members }} as members on merged.report_id = members.report_id
    group by merged.cluster_id
),

half_sums_{{ number }} as (
    select
        merged.cluster_id,
        pairs.other_report_id,
        sum(pairs.score) as score,
        count(case when pairs.is_dated then 1 end) as dated_pairs
    from {{ pairs }} as pairs
    inner join merged_{{ number - 1 }} as merged on pairs.report_id = merged.report_id
    group by merged.cluster_id, pairs.other_report_id
),

sums_{{ number }} as (
    select
        half_sums.cluster_id,
        merged.cluster_id as other_id,
        sum(half_sums.score) as score,
        sum(half_sums.dated_pairs) as dated_pairs
    from half_sums_{{ number }} as half_sums
    inner join merged_{{ number - 1 }} as merged
        on half_sums.other_report_id = merged.report_id and half_sums.cluster_id <> merged.cluster_id
    group by half_sums.cluster_id, merged.cluster_id
),

half_bars_{{ number }} as (
    select distinct merged.cluster_id, bars.other_report_id
    from {{ bars }} as bars
    inner join merged_{{ number - 1 }} as merged on bars.report_id = merged.report_id
),

barred_{{ number }} as (
    select distinct half_bars.cluster_id, merged.cluster_id as other_id
    from half_bars_{{ number }} as half_bars
    inner join merged_{{ number - 1 }} as merged
        on half_bars.other_report_id = merged.report_id and half_bars.cluster_id <> merged.cluster_id
),

half_links_{{ number }} as (
    select distinct
        sums.cluster_id, sums.other_id, sums.score, sums.dated_pairs,
        {% for trait in traits %}traits.{{ trait }}{{ ', ' if not loop.last }}{% endfor %}
    from sums_{{ number }} as sums
    inner join traits_{{ number }} as traits on sums.cluster_id = traits.cluster_id
    left join barred_{{ number }} as barred
        on sums.cluster_id = barred.cluster_id and sums.other_id = barred.other_id
    where barred.cluster_id is null
),

links_{{ number }} as (
    select a.cluster_id, a.other_id, a.score / (a.size * b.size) as score
    from half_links_{{ number }} as a
    inner join traits_{{ number }} as b on a.other_id = b.cluster_id
    where
        a.score >= {{ least_score }} * a.size * b.size
        and not ((a.has_call or b.has_call) and (a.has_in_person or b.has_in_person))
        and (
            coalesce(
                {{ days_between('least(a.day_to, b.day_to)', 'greatest(a.day_from, b.day_from)') }} <= 2, true
            )
            or a.dated_pairs = a.dated_size * b.dated_size
        )
        and coalesce(least(a.wide_to, b.wide_to) >= greatest(a.wide_from, b.wide_from), true)
        and coalesce(least(a.wide_to, b.wide_to) >= greatest(a.day_from, b.day_from), true)
        and coalesce(least(a.day_to, b.day_to) >= greatest(a.wide_from, b.wide_from), true)
),

best_{{ number }} as (
    select
        cluster_id,
        other_id,
        row_number() over (
            partition by cluster_id
            order by
                score desc,
                {{ hash_digits('least(cluster_id, other_id) || greatest(cluster_id, other_id)', 16) }}
        ) as place
    from links_{{ number }}
),

-- Each other's best.
matches_{{ number }} as (
    select mine.cluster_id, least(mine.cluster_id, mine.other_id) as new_id
    from best_{{ number }} as mine
    inner join best_{{ number }} as theirs
        on mine.other_id = theirs.cluster_id and mine.cluster_id = theirs.other_id
    where mine.place = 1 and theirs.place = 1
),

merged_{{ number }} as (
    select merged.report_id, coalesce(matches.new_id, merged.cluster_id) as cluster_id
    from merged_{{ number - 1 }} as merged
    left join matches_{{ number }} as matches on merged.cluster_id = matches.cluster_id
)
{%- endmacro %}
