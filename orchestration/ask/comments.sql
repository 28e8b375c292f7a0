-- What every table, view and column of the schema holds; the macros' comments are the lines of ask.help.

comment on table ask.names is 'One row per actor and spelling of its name, as ask.actor looks it up.';
comment on column ask.names.actor_id is 'The actor.';
comment on column ask.names.name is 'The name as the lexicons or articles write it.';
comment on column ask.names.name_kind is 'What kind of form it is, as in dim_actor_aliases.';
comment on column ask.names.plain is 'The name without what spellings differ in (ask.plain), between blanks.';
comment on column ask.names.romanised is 'The same in Latin letters, without vowels that Arabic does not write.';
comment on column ask.names.sound is 'Its consonants, those made one that newsrooms confuse.';

comment on table ask.spellings is 'One row per name, with its forms for matching; kept from one snapshot to the next.';
comment on column ask.spellings.name is 'The name.';
comment on column ask.spellings.plain is 'What ask.plain makes of it.';
comment on column ask.spellings.romanised is 'What ask.romanised makes of that.';
comment on column ask.spellings.sound is 'What ask.sound makes of that.';
comment on column ask.spellings.rules is 'Version of the rules that made them.';

comment on table ask.documents is 'One row per article that ask.search knows.';
comment on column ask.documents.document is 'Its number in the index; without meaning outside this file.';
comment on column ask.documents.article_id is 'The article.';
comment on column ask.documents.version is 'Version of the article and of the rules by which its words were taken.';
comment on column ask.documents.words_count is 'Words in its body.';

comment on table ask.article_words is 'One row per article and stem of a word in its headline or body.';
comment on column ask.article_words.word is 'The stem (ask.stem).';
comment on column ask.article_words.document is 'The article, as ask.documents numbers it.';
comment on column ask.article_words.uses is 'How often it stands there; 255 means that or more.';

comment on table ask.every_meeting is
    'One row per meeting, in words: fct_meetings with names of people, place and outlets.';
comment on column ask.every_meeting.meeting_id is 'The meeting; ask.evidence shows what proves it.';
comment on column ask.every_meeting.date_from is 'First day that it can have been.';
comment on column ask.every_meeting.date_to is 'Last day that it can have been.';
comment on column ask.every_meeting.date_precision is
    'How far the two lie apart: day, within a week, month or year, longer; unknown without days.';
comment on column ask.every_meeting.status is 'Whether it took place, by the latest word of the surest reports.';
comment on column ask.every_meeting.meeting_type is 'Meeting, visit, call or conference.';
comment on column ask.every_meeting.mode is 'How they met.';
comment on column ask.every_meeting.who is
    'Its participants, most reported first; in English where a lexicon has that name.';
comment on column ask.every_meeting.who_ar is 'The same in Arabic.';
comment on column ask.every_meeting.place is 'Where, in English where a lexicon has that name.';
comment on column ask.every_meeting.place_ar is 'Where, in Arabic.';
comment on column ask.every_meeting.country_iso3 is 'The country of the place.';
comment on column ask.every_meeting.outlets is 'The outlets that report it, where known.';
comment on column ask.every_meeting.outlets_count is 'How many they are; articles without a known outlet count as one.';
comment on column ask.every_meeting.independent_sources_count is
    'Origins that report it: copies and articles of one agency count once.';
comment on column ask.every_meeting.reports_count is 'Reports of it.';
comment on column ask.every_meeting.is_disputed is
    'Whether its reports contradict each other; ask.disputed says in what.';
comment on column ask.every_meeting.first_reported_on is 'Day of publication of the first report whose own day is told, UTC.';
comment on column ask.every_meeting.last_reported_on is 'Day of publication of the last report whose own day is told, UTC.';
comment on column ask.every_meeting.actor_ids is 'Its participants, in the order of who.';
comment on column ask.every_meeting.location_id is 'Where, as a key of dim_locations.';

comment on view ask.disputed is 'One row per meeting and fact on which its reports differ.';
comment on column ask.disputed.meeting_id is 'The meeting.';
comment on column ask.disputed.date_from is 'First day that it can have been.';
comment on column ask.disputed.status is 'Its status, as all reports have it together.';
comment on column ask.disputed.who is 'Its participants.';
comment on column ask.disputed.who_ar is 'The same in Arabic.';
comment on column ask.disputed.field is 'What they differ in: date, place, participants or status.';
comment on column ask.disputed.what_they_say is 'Each version with the outlets that give it, the commonest first.';
comment on column ask.disputed.reports_count is 'Reports that give one of them.';
comment on column ask.disputed.outlets_count is 'Outlets that report the meeting.';
comment on column ask.disputed.independent_sources_count is 'Origins that report the meeting.';

comment on view ask.status_changes is
    'One row per change of a meeting''s status, or of the day that it is planned for.';
comment on column ask.status_changes.meeting_id is 'The meeting.';
comment on column ask.status_changes.reported_on is
    'Day of publication of the first report that has the new status, UTC.';
comment on column ask.status_changes.status_before is 'The status before.';
comment on column ask.status_changes.status is 'The status from then on.';
comment on column ask.status_changes.day_before is
    'The day that was given last before, as far as the changes before give one.';
comment on column ask.status_changes.day is 'The day that this report gives.';
comment on column ask.status_changes.is_moved is 'Whether a day yet to come is another one than before.';
comment on column ask.status_changes.who is 'Its participants.';
comment on column ask.status_changes.who_ar is 'The same in Arabic.';
comment on column ask.status_changes.place is 'Where.';
comment on column ask.status_changes.outlet is 'The outlet of that report.';
comment on column ask.status_changes.report_id is 'That report.';

comment on view ask.overdue is 'One row per planned meeting whose days have passed without a later report.';
comment on column ask.overdue.meeting_id is 'The meeting.';
comment on column ask.overdue.date_from is 'First day that it was planned for.';
comment on column ask.overdue.date_to is 'Last day that it was planned for.';
comment on column ask.overdue.days_overdue is 'Days from then to the newest article.';
comment on column ask.overdue.seen_until is 'Day of publication of the newest article of the warehouse.';
comment on column ask.overdue.who is 'Those who were to meet.';
comment on column ask.overdue.who_ar is 'The same in Arabic.';
comment on column ask.overdue.place is 'Where it was to be.';
comment on column ask.overdue.last_reported_on is 'Day of publication of the last report whose own day is told, UTC.';
comment on column ask.overdue.outlets is 'The outlets that announced it, where known.';

comment on view ask.silence is
    'One row per outlet and one of its three longest times without an article, by days of publication.';
comment on column ask.silence.source_id is 'The outlet.';
comment on column ask.silence.outlet is 'Its name.';
comment on column ask.silence.silent_from is 'First day without an article.';
comment on column ask.silence.silent_to is 'Last day without an article.';
comment on column ask.silence.silent_days is 'Days without an article.';
comment on column ask.silence.usual_days_between is 'Median of the days from one day with articles to the next.';
comment on column ask.silence.times_usual is 'How many times that this one is.';
comment on column ask.silence.articles_count is
    'Articles of the outlet whose day is known: few of them make gaps mean little.';
comment on column ask.silence.days_count is 'Days on which it published them.';

comment on view ask.help is 'One row per macro of the schema ask, with an example.';
comment on column ask.help.macro is 'The macro with what it takes.';
comment on column ask.help.answers is 'What it answers.';
comment on column ask.help.example is 'A query to try.';
