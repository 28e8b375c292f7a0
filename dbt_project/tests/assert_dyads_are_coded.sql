-- A pair whose status and kind dyad_codes does not list would vanish without a trace.
select pairs.report_id, pairs.source_actor_id, pairs.target_actor_id
from {{ ref('int_dyads__paired') }} as pairs
inner join {{ ref('fct_meeting_reports') }} as reports on pairs.report_id = reports.report_id
left join {{ ref('fct_dyads') }} as dyads
    on
        pairs.report_id = dyads.report_id
        and pairs.source_actor_id = dyads.source_actor_id
        and pairs.target_actor_id = dyads.target_actor_id
where
    dyads.report_id is null
    and pairs.target_role <> 'convener'
    and (pairs.source_role <> 'convener' or reports.status not in ('held', 'ongoing'))
