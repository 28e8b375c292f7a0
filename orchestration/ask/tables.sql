-- What the macros look up, written anew with each snapshot from the marts; spellings of earlier ones stand.

-- The written forms of actors' names; countries and bodies of states have their code and their initials too (UAE, EU).
create or replace temp table forms as
select actor_id, alias as name, alias_kind as name_kind from marts.dim_actor_aliases
union all
select actor_id, name_en, 'full' from marts.dim_actors where name_en is not null
union all
select actor_id, country_iso3, 'acronym' from marts.dim_actors where kind = 'country' and country_iso3 is not null
union all
select actor_id, regexp_replace(split_part(name_en, '(', 1), '[^A-Z]', '', 'g') as name, 'acronym'
from marts.dim_actors
where (kind = 'country' or sector = 'IGO') and length(name) > 1;

-- How each name is spelled for matching; those of earlier snapshots stand.
delete from ask.spellings where rules <> ask.rules();

insert into ask.spellings
with plain as materialized (
    select distinct name, ask.plain(name) as plain from forms anti join ask.spellings using (name)
),
romanised as materialized (
    select *, ask.romanised(plain) as romanised from plain
)
select *, ask.sound(romanised) as sound, ask.rules() as rules from romanised;

-- One row per actor and written form of its name; an English surname stands alone where its Arabic form may.
create or replace table ask.names as
with sounded as (
    select
        actor_id, arg_min(name, (name_kind = 'misspelling', name)) as name, min(name_kind) as name_kind,
        plain, any_value(romanised) as romanised, any_value(sound) as sound
    from forms inner join ask.spellings using (name)
    where plain <> ''
    group by actor_id, plain
),
short as (
    select actor_id, sound from sounded
    where name_kind = 'short' and not contains(plain, ' ') and not regexp_matches(plain, '[a-z]') and length(sound) > 1
),
english as (
    select actor_id, name, unnest(string_split(plain, ' ')) as word
    from sounded
    where regexp_matches(plain, '^[a-z ]+$') and actor_id in (select actor_id from short)
),
heard as materialized (
    select word, ' ' || word || ' ' as romanised, ask.sound(' ' || word || ' ') as sound
    from (select distinct word from english)
),
surnames as (
    select distinct actor_id, english.name, 'short' as name_kind, word as plain, heard.romanised, sound
    from english inner join heard using (word) inner join short using (actor_id, sound)
)
select actor_id, name, name_kind, ' ' || plain || ' ' as plain, romanised, sound from sounded
union all
select actor_id, name, name_kind, ' ' || plain || ' ', romanised, sound from surnames
where (actor_id, plain) not in (select (actor_id, plain) from sounded)
order by plain, actor_id;

create or replace table ask.every_meeting as
with people as (
    select
        bridge.meeting_id,
        list(bridge.actor_id order by bridge.reports_count desc, bridge.actor_id) as actor_ids,
        string_agg(coalesce(actors.name_en, actors.name_ar), '; ' order by bridge.reports_count desc, bridge.actor_id)
            as who,
        string_agg(actors.name_ar, '؛ ' order by bridge.reports_count desc, bridge.actor_id) as who_ar
    from marts.bridge_meetings_x_actors as bridge
    inner join marts.dim_actors as actors using (actor_id)
    group by bridge.meeting_id
),
outlets as (
    select
        reports.meeting_id,
        string_agg(distinct coalesce(sources.name_en, sources.name_ar), '; '
            order by coalesce(sources.name_en, sources.name_ar)) as outlets
    from marts.fct_meeting_reports as reports
    inner join marts.fct_articles as articles using (article_id)
    inner join marts.dim_sources as sources using (source_id)
    group by reports.meeting_id
)
select
    meetings.meeting_id, meetings.date_from, meetings.date_to, meetings.status, people.who,
    coalesce(places.name_en, places.name_ar) as place,
    case
        when meetings.date_from is null then 'unknown'
        when meetings.date_from = meetings.date_to then 'day'
        when meetings.date_to - meetings.date_from < 7 then 'week'
        when meetings.date_to - meetings.date_from < 31 then 'month'
        when meetings.date_to - meetings.date_from < 366 then 'year'
        else 'longer'
    end as date_precision,
    meetings.meeting_type, meetings.mode, people.who_ar, places.name_ar as place_ar, places.country_iso3,
    people.actor_ids, meetings.location_id, cast(meetings.first_reported_at as date) as first_reported_on,
    cast(meetings.last_reported_at as date) as last_reported_on, outlets.outlets, meetings.reports_count,
    meetings.sources_count as outlets_count, meetings.independent_sources_count, meetings.is_disputed
from marts.fct_meetings as meetings
left join people using (meeting_id)
left join outlets using (meeting_id)
left join marts.dim_locations as places using (location_id)
order by meetings.meeting_id;
