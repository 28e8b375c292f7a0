-- By what each side of a report can be met: its own id, the bodies and countries it stands for, the venue's country.
with reports as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

countries as (
    select * from {{ ref('stg_lexicon__countries') }}
),

named as (
    select distinct report_id, actor_id from {{ ref('stg_landing__report_participants') }}
),

standing as (
    select * from {{ ref('int_report_actors__standing') }}
),

-- A country or body beside its own minister is no second side, only what he stands for.
sides as (
    select
        named.report_id,
        named.actor_id,
        -- Those without a name are one side more, whom no named side of another report can be.
        count(*) over (partition by named.report_id) + if(reports.has_unnamed, 1, 0) as sides_count
    from named
    inner join reports on named.report_id = reports.report_id
    left join (select distinct report_id, stands_for_id from standing) as doubled
        on named.report_id = doubled.report_id and named.actor_id = doubled.stands_for_id
    where doubled.report_id is null
),

keys as (
    select report_id, actor_id as side_id, actor_id as key_id, 'side' as key_kind, sides_count from sides
    union all
    select
        standing.report_id,
        standing.actor_id as side_id,
        standing.stands_for_id as key_id,
        case when named.actor_id is null then standing.basis else 'named_beside' end as key_kind,
        sides.sides_count
    from standing
    inner join sides on standing.report_id = sides.report_id and standing.actor_id = sides.actor_id
    left join named on standing.report_id = named.report_id and standing.stands_for_id = named.actor_id
    union all
    select
        sides.report_id,
        countries.actor_id as side_id,
        countries.actor_id as key_id,
        'venue' as key_kind,
        sides.sides_count
    from (select distinct report_id, sides_count from sides) as sides
    inner join reports on sides.report_id = reports.report_id
    inner join countries on reports.country_iso3 = countries.country_iso3
    where reports.meeting_type in ('visit', 'conference')
)

select
    keys.*,
    reports.has_unnamed,
    reports.window_kind,
    reports.window_from,
    reports.window_to,
    reports.moves_days,
    reports.is_call,
    reports.is_in_person
from keys
inner join reports on keys.report_id = reports.report_id
where reports.window_kind <> 'free'
