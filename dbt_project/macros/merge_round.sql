{# One round of merge_clusters: from merged_<number - 1> to merged_<number>. #}
{% macro merge_round(members, pairs, bars, number, least_score) -%}
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

sums_{{ number }} as (
    select
        a.cluster_id,
        b.cluster_id as other_id,
        sum(pairs.score) as score,
        count(case when pairs.is_dated then 1 end) as dated_pairs
    from {{ pairs }} as pairs
    inner join merged_{{ number - 1 }} as a on pairs.report_id = a.report_id
    inner join merged_{{ number - 1 }} as b on pairs.other_report_id = b.report_id
    where a.cluster_id <> b.cluster_id
    group by a.cluster_id, b.cluster_id
),

barred_{{ number }} as (
    select distinct a.cluster_id, b.cluster_id as other_id
    from {{ bars }} as bars
    inner join merged_{{ number - 1 }} as a on bars.report_id = a.report_id
    inner join merged_{{ number - 1 }} as b on bars.other_report_id = b.report_id
    where a.cluster_id <> b.cluster_id
),

links_{{ number }} as (
    select sums.cluster_id, sums.other_id, sums.score / (a.size * b.size) as score
    from sums_{{ number }} as sums
    inner join traits_{{ number }} as a on sums.cluster_id = a.cluster_id
    inner join traits_{{ number }} as b on sums.other_id = b.cluster_id
    left join barred_{{ number }} as barred
        on sums.cluster_id = barred.cluster_id and sums.other_id = barred.other_id
    where
        barred.cluster_id is null
        and sums.score >= {{ least_score }} * a.size * b.size
        and not ((a.has_call or b.has_call) and (a.has_in_person or b.has_in_person))
        and (
            coalesce(
                {{ days_between('least(a.day_to, b.day_to)', 'greatest(a.day_from, b.day_from)') }} <= 2, true
            )
            or sums.dated_pairs = a.dated_size * b.dated_size
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

merged_{{ number }} as (
    select
        merged.report_id,
        least(merged.cluster_id, coalesce(mine.other_id, merged.cluster_id)) as cluster_id
    from merged_{{ number - 1 }} as merged
    left join best_{{ number }} as mine on merged.cluster_id = mine.cluster_id and mine.place = 1
        and exists (
            select 1 from best_{{ number }} as theirs
            where theirs.cluster_id = mine.other_id and theirs.other_id = mine.cluster_id and theirs.place = 1
        )
)
{%- endmacro %}
