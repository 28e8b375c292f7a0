-- What people ask, as macros and views; `from ask.help()` lists them.
-- Names in here carry no catalog, so that they hold wherever the file is opened, or attached and used (`use w`).

----------------------------------------------------------------------------------------------------------- who it is

-- The actors whom a name may mean, each by its best form. rank: 1 this name, 2 its words, 3 the start of it,
-- 4 its consonants, 5 they are a part of it, 6 it is like it. An actor_id means itself.
create or replace macro ask.matches(actor) as table
with plain as materialized (
    select ask.plain(actor) as plain
),
romanised as materialized (
    select plain, ask.romanised(plain) as romanised from plain
),
asked as materialized (
    select
        ' ' || plain as start, ' ' || plain[1] as initial, replace(plain, ' ', '') as joined,
        string_split(plain, ' ') as words, ' ' || string_split(plain, ' ')[1] || ' ' as first_word,
        romanised, romanised[:2] as first_letter, trim(romanised) as trimmed,
        replace(sound, ' ', '') as consonants, string_split(sound, ' ') as sounds
    from (select *, ask.sound(romanised) as sound from romanised)
    where plain <> ''
),
ranked as (
    select names.actor_id, names.name, trim(names.romanised) as romanised, trimmed as asked,
        case
            when starts_with(names.plain, initial) and replace(names.plain, ' ', '') = joined then 1
            when names.actor_id = lower(actor) then 1
            when contains(names.plain, first_word) and list_has_all(string_split(names.plain, ' '), words) then 2
            when contains(names.plain, start) then 3
            when length(consonants) < 2 then null
            when contains(names.sound, sounds[1]) and replace(names.sound, ' ', '') = consonants then 4
            when contains(names.sound, sounds[1]) and list_has_all(string_split(names.sound, ' '), sounds) then 5
            when length(consonants) > 3 and contains(replace(names.sound, ' ', ''), consonants) then 5
            when starts_with(names.romanised, first_letter)
                and jaro_winkler_similarity(names.romanised, asked.romanised) > 0.9 then 6
        end as rank
    from ask.names as names, asked
),
liked as (
    select actor_id, name, rank,
        case when rank < 4 then 1 else greatest(
            jaro_winkler_similarity(romanised, asked),
            list_max(list_transform(string_split(romanised, ' '), lambda word: jaro_winkler_similarity(word, asked)))
        ) end as likeness
    from ranked
    where rank is not null
)
select
    actor_id, min(rank) as rank, max_by(likeness, (-rank, likeness)) as likeness,
    max_by(name, (-rank, likeness, -length(name), name)) as matched
from liked
where likeness > case when rank = 4 then 0.7 else 0.8 end
group by actor_id;

-- The actors whom a name most likely means: those of the best rank, and of names that only sound alike the likest.
create or replace macro ask.meant(actor) as table
select actor_id from ask.matches(actor)
qualify rank = min(rank) over () and (rank < 4 or likeness > max(likeness) over (partition by rank) - 0.05);

create or replace macro ask.actor(actor) as table
select
    actors.actor_id, actors.name_en, actors.name_ar, actors.kind, actors.country_iso3, matches.matched,
    ['name', 'words', 'start', 'sound', 'part of its sound', 'likeness'][matches.rank] as matched_by,
    actors.mentions_count, actors.articles_count, count(meetings.meeting_id) as meetings_count,
    cast(actors.first_mentioned_at as date) as first_mentioned_on,
    cast(actors.last_mentioned_at as date) as last_mentioned_on
from (
    from ask.matches(actor) inner join (select actor_id, mentions_count from marts.dim_actors) using (actor_id)
    where rank < 4 or mentions_count > 0
    qualify rank < 6 or min(rank) over () > 3
    order by rank, case when rank > 3 then -round(likeness, 1) end, mentions_count desc, actor_id limit 20
) as matches
inner join marts.dim_actors as actors using (actor_id)
left join marts.bridge_meetings_x_actors as meetings using (actor_id)
group by all
order by any_value(matches.rank), case when any_value(matches.rank) > 3 then -round(any_value(matches.likeness), 1) end,
    actors.mentions_count desc, actor_id;

-------------------------------------------------------------------------------------------------------- who met whom

-- With one name its meetings, with two those of both.
create or replace macro ask.meetings(actor, other := null) as table
select * from ask.every_meeting
where meeting_id in (
        select meeting_id from marts.bridge_meetings_x_actors where actor_id in (select actor_id from ask.meant(actor))
    )
    and (other is null or meeting_id in (
        select meeting_id from marts.bridge_meetings_x_actors where actor_id in (select actor_id from ask.meant(other))
    ))
order by coalesce(date_from, first_reported_on) nulls last, meeting_id;

create or replace macro ask.who_met(actor) as table
with meant as materialized (
    select actor_id from ask.meant(actor)
),
theirs as (
    select distinct meeting_id from marts.bridge_meetings_x_actors where actor_id in (select actor_id from meant)
)
select
    actors.actor_id, actors.name_en, actors.name_ar, actors.kind, count(*) as meetings_count,
    count(*) filter (meetings.status in ('held', 'ongoing')) as held,
    count(*) filter (meetings.status in ('planned', 'proposed', 'postponed')) as announced,
    count(*) filter (meetings.status in ('cancelled', 'refused', 'denied')) as not_held,
    count(*) filter (meetings.is_disputed) as disputed,
    min(coalesce(meetings.date_from, cast(meetings.first_reported_at as date))) as first_on,
    max(coalesce(meetings.date_to, cast(meetings.last_reported_at as date))) as last_on,
    list(meetings.meeting_id order by meetings.date_from nulls last, meetings.meeting_id) as meeting_ids
from marts.bridge_meetings_x_actors as others
inner join theirs using (meeting_id)
inner join marts.fct_meetings as meetings using (meeting_id)
inner join marts.dim_actors as actors using (actor_id)
where actor_id not in (select actor_id from meant)
group by all
order by meetings_count desc, held desc, actor_id;

-- Meetings on their days (without one, on that of the first report, or else behind all others), what was said of them on
-- the way, and offices.
create or replace macro ask.timeline(actor, since := null, until := null) as table
with meant as materialized (
    select actor_id from ask.meant(actor)
),
theirs as materialized (
    from ask.every_meeting
    where meeting_id in (
        select meeting_id from marts.bridge_meetings_x_actors where actor_id in (select actor_id from meant)
    )
),
told as (
    select
        meeting_id, cast(as_of as date) as as_of, status, is_moved, date_from, report_id,
        lead(status) over (partition by meeting_id order by sequence) as next_status
    from marts.fct_meeting_status_history
    where meeting_id in (select meeting_id from theirs)
),
events as (
    select
        coalesce(date_from, first_reported_on) as day, coalesce(date_to, first_reported_on) as last_day,
        case
            when date_from is not null then 'day of the meeting'
            when first_reported_on is not null then 'day of the first report'
            else 'no day is told'
        end as day_is,
        meeting_type || ' ' || status as event, who, place, outlets_count, independent_sources_count, is_disputed,
        meeting_id
    from theirs
    union all
    select
        told.as_of, told.as_of, 'day of the report',
        'reported as ' || told.status || if(told.is_moved, ', moved to ' || cast(told.date_from as varchar), ''),
        theirs.who, theirs.place, null, null, theirs.is_disputed, told.meeting_id
    from told inner join theirs using (meeting_id)
    where told.next_status is not null or told.is_moved
    union all
    select
        valid_from, valid_from, 'first day in office', coalesce(role_en, role_ar), name_en, null, null, null, null, null
    from marts.dim_actor_roles inner join marts.dim_actors using (actor_id)
    where dim_actor_roles.is_curated and actor_id in (select actor_id from meant)
    union all
    select
        valid_to, valid_to, 'last day in office', coalesce(role_en, role_ar), name_en, null, null, null, null, null
    from marts.dim_actor_roles inner join marts.dim_actors using (actor_id)
    where dim_actor_roles.is_curated and actor_id in (select actor_id from meant)
)
select * from events
where
    (day is not null or day_is = 'no day is told')
    and (since is null or last_day >= cast(since as date))
    and (until is null or day <= cast(until as date))
order by day nulls last, last_day, day_is, meeting_id, event;

create or replace macro ask.participants(meeting) as table
select
    actors.actor_id, actors.name_en, actors.name_ar, actors.kind, bridge.role, bridge.office_at_time_en as office_en,
    bridge.office_at_time as office_ar, bridge.office_basis, actors.country_iso3, bridge.reports_count
from marts.bridge_meetings_x_actors as bridge
inner join marts.dim_actors as actors using (actor_id)
where bridge.meeting_id = meeting
order by bridge.reports_count desc, actors.actor_id;

-- What each article says of one meeting; quote is raw_text[start_char:end_char] of fct_article_texts.
create or replace macro ask.evidence(meeting) as table
with spans as (
    select report_id, string_agg(kind || ': ' || text, '; ' order by start_char, kind) as read_from
    from marts.fct_report_evidence
    where kind <> 'trigger'
    group by report_id
)
select
    coalesce(sources.name_en, sources.name_ar) as outlet, cast(articles.published_at as date) as published_on,
    reports.status, reports.certainty, reports.evidence as quote,
    reports.evidence_start_char as start_char, reports.evidence_end_char as end_char, spans.read_from,
    reports.place_text, reports.date_from, reports.date_to, reports.date_precision, reports.is_background,
    coalesce(speakers.name_en, speakers.name_ar) as attributed_to, reports.confidence,
    coalesce(agencies.name_en, agencies.name_ar) as agency, articles.duplicate_cluster_id, articles.title,
    coalesce(articles.url, articles.file_path) as found_at, reports.article_id, reports.report_id
from marts.fct_meeting_reports as reports
inner join marts.fct_articles as articles using (article_id)
left join spans using (report_id)
left join marts.dim_sources as sources on articles.source_id = sources.source_id
left join marts.dim_sources as agencies on articles.agency_source_id = agencies.source_id
left join marts.dim_actors as speakers on reports.attributed_to_actor_id = speakers.actor_id
where reports.meeting_id = meeting
order by articles.published_at nulls last, reports.report_id;

create or replace macro ask.quotes(actor) as table
select
    cast(articles.published_at as date) as published_on, coalesce(sources.name_en, sources.name_ar) as outlet,
    coalesce(speakers.name_en, speakers.name_ar) as speaker, quotes.text as quote, quotes.cue, quotes.start_char,
    quotes.end_char, articles.title, coalesce(articles.url, articles.file_path) as found_at, articles.article_id
from marts.fct_quotes as quotes
inner join marts.fct_articles as articles using (article_id)
inner join marts.dim_actors as speakers on quotes.speaker_actor_id = speakers.actor_id
left join marts.dim_sources as sources using (source_id)
where quotes.speaker_actor_id in (select actor_id from ask.meant(actor)) and articles.is_cluster_head
order by articles.published_at nulls last, articles.article_id, quotes.start_char;

create or replace view ask.disputed as
with parts as (
    select meeting_id, field, value, source_id, report_id, unnest(string_split(value, ',')) as part
    from marts.fct_meeting_disputes
),
said as (
    select
        parts.meeting_id, parts.field, parts.report_id,
        coalesce(sources.name_en, sources.name_ar, 'an unknown outlet') as outlet,
        string_agg(coalesce(actors.name_en, actors.name_ar, places.name_en, places.name_ar,
            case when split_part(part, '/', 1) = split_part(part, '/', 2) then split_part(part, '/', 1)
                else replace(part, '/', ' to ') end
        ), '; ' order by part) as value
    from parts
    left join marts.dim_sources as sources on parts.source_id = sources.source_id
    left join marts.dim_actors as actors on parts.field = 'participants' and parts.part = actors.actor_id
    left join marts.dim_locations as places on parts.field = 'place' and parts.part = places.location_id
    group by all
),
sides as (
    select meeting_id, field, value, count(*) as reports, string_agg(distinct outlet, ', ' order by outlet) as outlets
    from said group by all
),
differences as (
    select
        meeting_id, field, sum(reports) as reports_count,
        string_agg(value || ' (' || outlets || ')', ' | ' order by reports desc, value) as what_they_say
    from sides group by all
)
select
    meetings.meeting_id, meetings.date_from, meetings.status, meetings.who, meetings.who_ar, differences.field,
    differences.what_they_say, cast(differences.reports_count as bigint) as reports_count, meetings.outlets_count,
    meetings.independent_sources_count
from differences
inner join ask.every_meeting as meetings using (meeting_id)
order by meetings.date_from nulls last, meetings.meeting_id, differences.field;

create or replace macro ask.disputed() as table from ask.disputed;

create or replace view ask.status_changes as
with changes as (
    select
        *, lag(status) over told as status_before,
        last_value(date_from ignore nulls) over (
            partition by meeting_id order by sequence rows between unbounded preceding and 1 preceding
        ) as day_before
    from marts.fct_meeting_status_history
    window told as (partition by meeting_id order by sequence)
)
select
    changes.meeting_id, cast(changes.as_of as date) as reported_on, changes.status_before, changes.status,
    changes.day_before, changes.date_from as day, changes.is_moved, meetings.who, meetings.who_ar, meetings.place,
    coalesce(sources.name_en, sources.name_ar) as outlet, changes.report_id
from changes
inner join ask.every_meeting as meetings using (meeting_id)
inner join marts.fct_meeting_reports as reports using (report_id)
inner join marts.fct_articles as articles on reports.article_id = articles.article_id
left join marts.dim_sources as sources on articles.source_id = sources.source_id
where changes.status_before is not null
order by changes.as_of nulls last, changes.meeting_id, changes.sequence;

create or replace macro ask.status_changes() as table from ask.status_changes;

create or replace view ask.overdue as
select
    overdue.meeting_id, overdue.date_from, overdue.date_to, overdue.days_overdue, overdue.seen_until, meetings.who,
    meetings.who_ar, meetings.place, meetings.last_reported_on, meetings.outlets
from marts.fct_overdue_meetings as overdue
inner join ask.every_meeting as meetings using (meeting_id)
order by overdue.date_from, overdue.meeting_id;

create or replace macro ask.overdue() as table from ask.overdue;

---------------------------------------------------------------------------------------------------- outlets and texts

create or replace view ask.silence as
with days as (
    select source_id, cast(published_at as date) as day, count(*) as articles
    from marts.fct_articles
    where source_id is not null and published_at is not null
    group by all
),
gaps as (
    select
        *, lead(day) over (partition by source_id order by day) - day as days_to_next,
        sum(articles) over (partition by source_id) as articles_count,
        count(*) over (partition by source_id) as days_count
    from days
),
usual as (
    select *, median(days_to_next) over (partition by source_id) as usual_step from gaps
)
select
    usual.source_id, coalesce(sources.name_en, sources.name_ar) as outlet, usual.day + 1 as silent_from,
    usual.day + cast(usual.days_to_next - 1 as integer) as silent_to, usual.days_to_next - 1 as silent_days,
    usual.usual_step as usual_days_between, round(usual.days_to_next / usual.usual_step, 1) as times_usual,
    cast(usual.articles_count as bigint) as articles_count, usual.days_count
from usual
inner join marts.dim_sources as sources using (source_id)
where usual.days_to_next > 1
qualify row_number() over (partition by usual.source_id order by usual.days_to_next desc, usual.day) <= 3
order by times_usual desc, silent_days desc, usual.source_id, silent_from;

create or replace macro ask.silence() as table from ask.silence;

-- Copies count once: only the head of each cluster is looked at. times_expected: 1 is chance.
create or replace macro ask.co_mentions(actor) as table
with meant as materialized (
    select actor_id from ask.meant(actor)
),
heads as materialized (
    select article_id from marts.fct_articles where is_cluster_head
),
theirs as materialized (
    select distinct article_id, hash(article_id, sentence_number) as sentence
    from marts.fct_mentions semi join meant using (actor_id) semi join heads using (article_id)
),
beside as materialized (
    select actor_id, hash(article_id) as article, hash(article_id, sentence_number) as sentence
    from marts.fct_mentions semi join theirs using (article_id)
    where actor_id is not null
),
counted as (
    select actor_id, count(distinct article) as articles_count
    from beside anti join meant using (actor_id)
    group by actor_id
    order by articles_count desc, actor_id
    limit 50
),
together as (
    select actor_id, count(distinct sentence) as sentences_count
    from beside semi join counted using (actor_id) semi join theirs using (sentence)
    group by actor_id
),
met as (
    select others.actor_id, count(distinct others.meeting_id) as meetings_count
    from marts.bridge_meetings_x_actors as others
    where others.meeting_id in (select meeting_id from marts.bridge_meetings_x_actors semi join meant using (actor_id))
    group by others.actor_id
)
select
    actors.actor_id, actors.name_en, actors.name_ar, actors.kind, counted.articles_count,
    coalesce(together.sentences_count, 0) as sentences_count,
    round(counted.articles_count * (select count(*) from heads)
        / ((select count(distinct article_id) from theirs) * actors.articles_count), 1) as times_expected,
    coalesce(met.meetings_count, 0) as meetings_count
from counted
inner join marts.dim_actors as actors using (actor_id)
left join together using (actor_id)
left join met using (actor_id)
order by counted.articles_count desc, sentences_count desc, actor_id;

-- Articles by the words of a text, best first: those with most of the words, then by BM25; copies once.
-- A name in Latin letters stands for what it is in Arabic.
-- Source: Robertson and Zaragoza (2009), with k1 = 1.2 and b = 0.75.
create or replace macro ask.search(sought, most := 20) as table
with given as materialized (
    select distinct unnest(ask.raw_words(sought)) as given
),
asked as materialized (
    select given, ask.stem(given) as word from given
    union
    select given, ask.stem(trim(arabic.plain))
    from given
    inner join ask.names as latin on latin.plain = ' ' || ask.undoubled(given) || ' '
    inner join ask.names as arabic on latin.actor_id = arabic.actor_id and latin.sound = arabic.sound
    where regexp_matches(given, '^[a-z]+$') and regexp_matches(arabic.plain, '^ [ء-ي]+ $')
    union
    select given, ask.words(name_ar)[1]
    from given inner join marts.dim_locations on lower(strip_accents(name_en)) = given
    where not contains(name_ar, ' ')
),
hits as materialized (
    select document, given, sum(uses) as uses, count(*) over (partition by given) as documents_with
    from ask.article_words inner join asked using (word)
    group by document, given
),
size as (
    select count(*) as documents, avg(words_count) as usual_words from ask.documents
),
scored as materialized (
    select
        documents.article_id, count(*) as words_found,
        sum(ln(1 + (size.documents - documents_with + 0.5) / (documents_with + 0.5))
            * uses * 2.2 / (uses + 1.2 * (0.25 + 0.75 * documents.words_count / size.usual_words))) as score
    from hits inner join ask.documents as documents using (document), size
    group by documents.article_id
    order by words_found desc, score desc, documents.article_id
    limit 10 * most
),
best as materialized (
    select scored.*, articles.duplicate_cluster_id
    from scored
    inner join marts.fct_articles as articles using (article_id)
    qualify row_number() over (partition by articles.duplicate_cluster_id
        order by words_found desc, is_cluster_head desc, score desc, article_id) = 1
    order by words_found desc, score desc, article_id
    limit most
),
copies as (
    select duplicate_cluster_id, count(*) as copies
    from marts.fct_articles semi join best using (duplicate_cluster_id)
    group by duplicate_cluster_id
),
quoted as (
    select
        sentences.article_id,
        max_by(
            {
                'quote': substr(raw_text, start_char + 1, end_char - start_char),
                'start_char': start_char, 'end_char': end_char
            },
            (len(list_intersect(
                ask.words(substr(raw_text, start_char + 1, end_char - start_char)), (select list(word) from asked)
            )), section = 'body', -sentence_number)
        ) as span
    from landing.sentences semi join best using (article_id)
    inner join (select article_id, raw_text from marts.fct_article_texts semi join best using (article_id)) as texts
        using (article_id)
    group by sentences.article_id
)
select
    best.article_id, round(best.score, 2) as score, best.words_found,
    cast(articles.published_at as date) as published_on,
    coalesce(sources.name_en, sources.name_ar) as outlet, articles.title, copies.copies, articles.meeting_reports_count,
    coalesce(articles.url, articles.file_path) as found_at, span.start_char, span.end_char, span.quote
from best
inner join marts.fct_articles as articles using (article_id)
inner join copies on best.duplicate_cluster_id = copies.duplicate_cluster_id
left join quoted using (article_id)
left join marts.dim_sources as sources using (source_id)
order by best.words_found desc, best.score desc, best.article_id;

create or replace view ask.help as
select * from (values
    ('actor(name)', 'Who it is: people, bodies and countries by any spelling, Arabic or Latin, the likeliest first.',
        'from ask.actor(''Serraj'')'),
    ('meetings(name, other)',
        'Meetings of one, or of two together: when, where, status, who, outlets, and whether disputed.',
        'from ask.meetings(''Haftar'', ''السراج'')'),
    ('who_met(name)', 'Everybody whom somebody met: how often, held, announced or not held, from when to when.',
        'from ask.who_met(''Sergei Lavrov'')'),
    ('timeline(name, since, until)', 'Meetings, what was said of them on the way, and offices, in order of days.',
        'from ask.timeline(''Haftar'', ''2017-01-01'', ''2018-12-31'')'),
    ('evidence(meeting_id)',
        'What each article says of a meeting: the words, where they stand, the outlet, the status.',
        'from ask.evidence((select min(meeting_id) from ask.meetings(''Putin'', ''Haftar'')))'),
    ('participants(meeting_id)', 'Who took part in a meeting: as what, and in which office on the day.',
        'from ask.participants((select min(meeting_id) from ask.meetings(''Haftar'', ''Sarraj'')))'),
    ('disputed()', 'Meetings on which outlets differ, in what, and who says what.', 'from ask.disputed()'),
    ('status_changes()', 'Meetings whose status or planned day changed from one report to a later one.',
        'from ask.status_changes()'),
    ('overdue()', 'Meetings whose planned day has passed without a report of what came of them.', 'from ask.overdue()'),
    ('silence()',
        'For each outlet its longest times without an article, beside the usual time between two days with some.',
        'from ask.silence()'),
    ('quotes(name)', 'What somebody is quoted as saying, with the place of the words; copies count once.',
        'from ask.quotes(''Haftar'')'),
    ('co_mentions(name)',
        'Who is named in the same articles and sentences, how much more often than by chance, and who met.',
        'from ask.co_mentions(''Haftar'')'),
    ('search(words, most)', 'Articles by words, in any of their forms, best first, with the sentence that fits best.',
        'from ask.search(''لقاء موسكو'', most := 5)'),
    ('help()', 'This list.', 'from ask.help()')
) as macros (macro, answers, example);

create or replace macro ask.help() as table from ask.help;
