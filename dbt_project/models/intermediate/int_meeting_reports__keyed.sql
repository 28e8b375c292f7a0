-- What a report can share with another: its actors, the countries of its persons, its venue's country.
with windowed as (
    select * from {{ ref('int_meeting_reports__windowed') }}
),

countries as (
    select * from {{ ref('stg_lexicon__countries') }}
),

named as (
    select distinct report_id, actor_id from {{ ref('stg_landing__report_participants') }}
),

keys as (
    select report_id, actor_id as key_id, 'named' as key_kind from named
    union all
    select windowed.report_id, countries.actor_id as key_id, 'venue' as key_kind
    from windowed
    inner join countries on windowed.country_iso3 = countries.country_iso3
    where windowed.meeting_type in ('visit', 'conference')
    union all
    select named.report_id, countries.actor_id as key_id, 'home' as key_kind
    from named
    inner join {{ ref('int_actors__unioned') }} as actors on named.actor_id = actors.actor_id
    inner join countries on actors.country_iso3 = countries.country_iso3
    where actors.kind = 'person'
),

-- A country beside its own minister is no second participant, only what he stands for.
kinds as (
    select
        report_id,
        key_id,
        case
            when bool_or(key_kind = 'named') and bool_or(key_kind = 'home') then 'home'
            else case min(case key_kind when 'named' then 1 when 'venue' then 2 else 3 end)
                when 1 then 'named' when 2 then 'venue' else 'home'
            end
        end as key_kind
    from keys
    group by report_id, key_id
)

select
    kinds.key_id,
    kinds.key_kind,
    count(case when kinds.key_kind = 'named' then 1 end) over (partition by kinds.report_id) as sides_count,
    windowed.*
from kinds
inner join windowed on kinds.report_id = windowed.report_id
