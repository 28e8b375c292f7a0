"""`make export`: the published dyads as Parquet, in the columns of GDELT's events and of POLECAT's, to join with them.

Does not belong here: the codes themselves, which are the lexicon dyad_codes.csv and fct_dyads.
"""

from pathlib import Path

from orchestration.settings import Settings
from orchestration.warehouse import open_published


def export_events(settings: Settings, folder: Path) -> dict[Path, int]:
    """Write gdelt_dyads.parquet and polecat_events.parquet into a folder.

    Returns:
        How many rows each file holds.

    Rules:
        A row of either is one event of one meeting: what is announced and then held are two. Held ones have the day
        of the meeting, where it is known to within four days; everything else has the day of its first publication,
        as both data sets date what is said by when it was said (`date_basis` says which). What has no code in a data
        set (postponed, denied) is not in it. Country codes are ISO 3166, of three letters.

    Raises:
        FileNotFoundError: nothing has been published yet.

    Source:
        The GDELT Event Database, data format codebook 2.0; Halterman et al., "PLOVER and POLECAT", 2023.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = {}
    with open_published(settings) as connection:
        connection.execute(_VIEWS)
        for name, query in _QUERIES.items():
            frame = connection.execute(query).pl()
            partial = folder / f".{name}.partial"
            frame.write_parquet(partial)
            partial.replace(folder / name)  # a reader never meets half a file
            rows[folder / name] = frame.height
    return rows


# One row per directed pair of a meeting and code; and one per actor, with its own sector or that of its latest office.
_VIEWS = """
    create temp view placed as
    with reported as (
        select dyads.*, reports.article_id, articles.source_id, articles.url,
            coalesce(articles.published_at, articles.published_from::timestamp) as published_at
        from marts.fct_dyads as dyads
        join marts.fct_meeting_reports as reports using (report_id)
        join marts.fct_articles as articles using (article_id)
        where dyads.plover_event is not null
    ),
    coded as (
        select meeting_id, source_actor_id, target_actor_id, cameo_code, plover_event, plover_mode,
            bool_or(mapping_is_lossy) as mapping_is_lossy, bool_and(is_inferred) as is_inferred,
            count(*) as mentions, count(distinct source_id) as sources, count(distinct article_id) as articles,
            min(published_at) as first_published_at,
            arg_min(url, {'at': coalesce(published_at, '9999-01-01'), 'url': url}) as url
        from reported
        group by all
    )
    select coded.*, meetings.status, places.name_en as place_name, places.country_iso3 as place_country,
        places.latitude, places.longitude,
        plover_event = 'CONSULT' and date_diff('day', meetings.date_from, meetings.date_to) <= 3 as is_dated,
        case when is_dated then meetings.date_from else first_published_at::date end as event_date,
        case when is_dated then 'meeting' when event_date is not null then 'publication' end as date_basis
    from coded
    join marts.fct_meetings as meetings using (meeting_id)
    left join marts.dim_locations as places using (location_id);

    create temp view actors as
    select actor_id, coalesce(name_en, name_ar) as name, country_iso3, wikidata_qid,
        coalesce(sector, role_sector) as sector
    from marts.dim_actors
    left join (
        select actor_id, arg_max(sector, coalesce(valid_from, date '1900-01-01')) as role_sector
        from marts.dim_actor_roles where is_curated group by actor_id
    ) using (actor_id);
"""

_GDELT = """
    select
        placed.meeting_id || ':' || source_actor_id || ':' || target_actor_id || ':' || cameo_code
            || coalesce(':' || plover_mode, '') as event_id,
        strftime(event_date, '%Y%m%d')::integer as SQLDATE,
        strftime(event_date, '%Y%m')::integer as MonthYear,
        year(event_date)::integer as Year,
        coalesce(source.country_iso3, '') || coalesce(source.sector, '') as Actor1Code,
        upper(source.name) as Actor1Name,
        source.country_iso3 as Actor1CountryCode,
        source.sector as Actor1Type1Code,
        coalesce(target.country_iso3, '') || coalesce(target.sector, '') as Actor2Code,
        upper(target.name) as Actor2Name,
        target.country_iso3 as Actor2CountryCode,
        target.sector as Actor2Type1Code,
        cameo_code as EventCode,
        left(cameo_code, 3) as EventBaseCode,
        left(cameo_code, 2) as EventRootCode,
        case when left(cameo_code, 2) <= '05' then 1 when left(cameo_code, 2) <= '08' then 2
            when left(cameo_code, 2) <= '13' then 3 else 4 end as QuadClass,
        mentions as NumMentions, sources as NumSources, articles as NumArticles,
        place_name as ActionGeo_FullName, latitude as ActionGeo_Lat, longitude as ActionGeo_Long,
        strftime(first_published_at, '%Y%m%d%H%M%S')::bigint as DATEADDED,
        url as SOURCEURL,
        place_country as action_country_iso3, date_basis, placed.meeting_id, placed.status as meeting_status,
        source_actor_id, target_actor_id, mapping_is_lossy, is_inferred
    from placed
    join actors as source on source.actor_id = source_actor_id
    join actors as target on target.actor_id = target_actor_id
    order by SQLDATE nulls last, event_id
"""

# A visit is one event, from the visitors to the hosts (so not 043, hosting); in all others each side acts on each.
_POLECAT = """
    with sided as (
        select meeting_id, plover_event, plover_mode, 'Actor' as side, source_actor_id as actor_id
        from placed where cameo_code <> '043'
        union
        select meeting_id, plover_event, plover_mode, 'Recipient' as side, target_actor_id as actor_id
        from placed where cameo_code <> '043'
    ),
    lists as (
        select meeting_id, plover_event, plover_mode, side,
            list(name order by actor_id) as names, list(country_iso3 order by actor_id) as countries,
            list(sector order by actor_id) as sectors, list(actor_id order by actor_id) as actor_ids,
            list(wikidata_qid order by actor_id) as wikidata_qids
        from sided join actors using (actor_id) group by all
    ),
    events as (
        select meeting_id, plover_event, plover_mode, any_value(status) as status, any_value(place_name) as place_name,
            any_value(place_country) as place_country, any_value(latitude) as latitude,
            any_value(longitude) as longitude, min(event_date) as event_date, min(date_basis) as date_basis,
            min(first_published_at)::date as published_on, max(sources) as sources,
            bool_or(mapping_is_lossy) as is_lossy
        from placed where cameo_code <> '043' group by all
    )
    select
        events.meeting_id || ':' || events.plover_event || coalesce(':' || events.plover_mode, '') as "Event ID",
        event_date as "Event Date", events.plover_event as "Event Type", events.plover_mode as "Event Mode",
        actor.names as "Actor Name", actor.countries as "Actor Country", actor.sectors as "Primary Actor Sector",
        recipient.names as "Recipient Name", recipient.countries as "Recipient Country",
        recipient.sectors as "Primary Recipient Sector",
        place_name as "Placename", place_country as "Country", latitude as "Latitude", longitude as "Longitude",
        published_on as "Publication Date", 'Arabic' as "Language",
        date_basis, events.meeting_id, status as meeting_status, sources as sources_count, is_lossy as mapping_is_lossy,
        actor.actor_ids as actor_ids, actor.wikidata_qids as actor_wikidata_qids,
        recipient.actor_ids as recipient_ids, recipient.wikidata_qids as recipient_wikidata_qids
    from events
    join lists as actor on actor.side = 'Actor' and actor.meeting_id = events.meeting_id
        and actor.plover_event = events.plover_event and actor.plover_mode is not distinct from events.plover_mode
    join lists as recipient on recipient.side = 'Recipient' and recipient.meeting_id = events.meeting_id
        and recipient.plover_event = events.plover_event
        and recipient.plover_mode is not distinct from events.plover_mode
    order by "Event Date" nulls last, "Event ID"
"""

_QUERIES = {"gdelt_dyads.parquet": _GDELT, "polecat_events.parquet": _POLECAT}
