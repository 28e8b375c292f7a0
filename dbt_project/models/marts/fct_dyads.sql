with pairs as (
    select * from {{ ref('int_dyads__paired') }}
),

reports as (
    select * from {{ ref('fct_meeting_reports') }}
),

coded as (
    select
        pairs.report_id,
        reports.meeting_id,
        pairs.source_actor_id,
        pairs.target_actor_id,
        pairs.is_inferred,
        case when reports.status = 'ongoing' then 'held' else reports.status end as status,
        case
            when reports.status = 'proposed' and pairs.source_role = 'convener' then 'appeal'
            when reports.status not in ('held', 'ongoing') then 'other'
            when pairs.source_role = 'mediator' then 'mediation'
            when reports.meeting_type = 'call' or reports.mode in ('phone', 'video') then 'phone'
            when pairs.source_role = 'visitor' and pairs.target_role = 'host' then 'visitor_to_host'
            when pairs.source_role = 'host' and pairs.target_role = 'visitor' then 'host_to_visitor'
            when pairs.has_mediator and pairs.target_role <> 'mediator' then 'negotiation'
            when reports.mode = 'indirect' then 'negotiation'
            when reports.meeting_type = 'conference' and pairs.actors_count > 2 then 'multilateral'
            when pairs.is_third_place then 'third_place'
            else 'other'
        end as pair_kind
    from pairs
    inner join reports on pairs.report_id = reports.report_id
    where
        -- Who calls a meeting without sitting down consults nobody, and nobody consults him.
        pairs.target_role <> 'convener'
        and (pairs.source_role <> 'convener' or reports.status not in ('held', 'ongoing'))
)

select
    coded.report_id,
    coded.meeting_id,
    coded.source_actor_id,
    coded.target_actor_id,
    codes.cameo_code,
    codes.plover_event,
    codes.plover_mode,
    codes.mapping_is_lossy,
    coded.pair_kind,
    coded.is_inferred
from coded
inner join {{ ref('stg_lexicon__dyad_codes') }} as codes
    on coded.status = codes.status and coded.pair_kind = codes.pair_kind
