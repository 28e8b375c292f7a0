"""What must hold of the rows that a run landed: suites of expectations for every landed table.

How a suite is run, and what becomes of its results, is for `quality`. The tables `runs`, `quality_results` and
`id_redirects` are written by the job itself and tested by dbt.
"""

from orchestration import expectations as expect

_THIS_RUN = """
    semi join (select article_id from landing.stage_outputs where run_id = $run_id and stage = '{}') using (article_id)
"""


def _every_article_is_read(stage: str, tables: tuple[str, ...]) -> expect.Suite:
    """The suite that counts a stage's outputs: none missing, none left behind by an article that is gone."""
    strays = " + ".join(
        f"(select count(*) from landing.{table} anti join landing.texts using (article_id))"  # noqa: S608 - our own names
        for table in tables
    )
    return expect.Suite(
        f"every_article_has_its_{stage}",
        f"landing_{stage}",
        "stage_outputs",
        f"The stage of {stage} has read each article of the inbox once, and no row is of an article that is gone.",
        f"""
        select '{stage}' as stage, (select count(*) from landing.texts) as articles,
            (select count(*) from landing.stage_outputs where stage = '{stage}') as outputs,
            (select count(distinct article_id) from landing.stage_outputs where stage = '{stage}') as articles_read,
            {strays} as stray_rows
        """,  # noqa: S608
        ("stage",),
        (
            expect.is_equal("articles", "outputs"),
            expect.is_equal("outputs", "articles_read"),
            expect.is_between("stray_rows", 0, 0),
        ),
    )


SUITES = (
    expect.Suite(
        "files_end_in_one_state",
        "landing_files",
        "files",
        "Every file that this run looked at is loaded, or quarantined with a known reason.",
        """
        select file_path, article_id, state, reason, length(content_sha256) as hash_chars,
            (state = 'quarantined') = (reason is not null) as reason_fits
        from landing.files where run_id = $run_id
        """,
        ("file_path", "article_id"),
        (
            expect.is_one_of("state", "loaded|superseded|deleted|quarantined"),
            expect.is_one_of(
                "reason",
                "empty|not_text|undecodable|not_arabic|too_large|unreadable|changed_while_read|escapes_inbox"
                "|not_regular_file",
            ),
            expect.is_true("reason_fits", "there is a reason where, and only where, a file is quarantined"),
            expect.is_between("hash_chars", 64, 64),
        ),
    ),
    expect.Suite(
        "ledger_and_texts_agree",
        "landing_files",
        "texts",
        "Every article of the inbox has its text, and no text is without a file.",
        """
        select (select count(distinct article_id) from landing.files where is_current and state = 'loaded') as articles,
            (select count(*) from landing.texts) as texts,
            (select count(*) from landing.texts anti join landing.files using (article_id)) as orphans
        """,
        (),
        (expect.is_equal("articles", "texts"), expect.is_between("orphans", 0, 0)),
    ),
    expect.Suite(
        "texts_are_decoded",
        "landing_files",
        "texts",
        "A text has characters, of which at most one in a thousand could not be read, and the id of its content.",
        f"""
        select article_id, file_path, encoding, length(raw_text) as text_chars,
            replaced_chars / (length(raw_text) + 1) as replaced_share -- a byte-order mark was counted too
        from landing.texts {_THIS_RUN.format("texts")}
        """,  # noqa: S608 - our own names
        ("article_id", "file_path"),
        (
            expect.matches("article_id", "^[0-9a-f]{16}$", "16 hexadecimal digits"),
            expect.is_there("encoding"),
            expect.is_between("text_chars", 1),
            expect.is_between("replaced_share", 0, 0.001),
        ),
    ),
    expect.Suite(
        "versions_follow_each_other",
        "landing_files",
        "article_versions",
        "A version that this run opened or closed is of an article, and ends after it began.",
        """
        select article_id, file_path, valid_from, valid_to
        from landing.article_versions
        where greatest(valid_from, valid_to) >= (select max(started_at) from landing.runs where run_id = $run_id)
        """,
        ("article_id", "file_path"),
        (expect.is_there("article_id"), expect.is_in_order("valid_from", "valid_to")),
    ),
    expect.Suite(
        "articles_are_articles",
        "landing_articles",
        "articles",
        "An article is Arabic, has a body, and its dates are in order.",
        f"""
        select article_id, body_chars, words_count, arabic_share, published_precision, published_method,
            published_confidence, published_from, published_to
        from landing.articles {_THIS_RUN.format("articles")}
        """,  # noqa: S608
        ("article_id",),
        (
            expect.is_one_of("published_precision", "second|minute|day|month|year|unknown"),
            expect.is_one_of("published_method", "sidecar|header|dateline|source_line|body_relative|interval|none"),
            expect.is_between("published_confidence", 0, 1),
            expect.is_between("arabic_share", 0, 1),
            expect.is_in_order("published_from", "published_to"),
            expect.is_mostly_above("body_chars", 1, 0.99),
        ),
    ),
    expect.Suite(
        "every_text_became_an_article",
        "landing_articles",
        "articles",
        "The stage made one article of each text.",
        "select (select count(*) from landing.texts) as texts, (select count(*) from landing.articles) as articles",
        (),
        (expect.is_equal("texts", "articles"),),
    ),
    expect.Suite(
        "sections_stand_in_a_row",
        "landing_articles",
        "sections",
        "The sections of an article are numbered in reading order and do not overlap.",
        f"""
        select article_id, section_number, section, start_char, end_char - start_char as span_chars,
            section_number = row_number() over reading as is_in_order,
            start_char >= coalesce(lag(end_char) over reading, 0) as is_apart
        from landing.sections {_THIS_RUN.format("articles")}
        window reading as (partition by article_id order by section_number)
        """,  # noqa: S608
        ("article_id", "section_number"),
        (
            expect.is_one_of("section", "title|byline|dateline|body|quote|caption|source_line|boilerplate"),
            expect.is_between("span_chars", 1),
            expect.is_true("is_in_order", "sections are numbered from 1 without a gap"),
            expect.is_true("is_apart", "no section begins before the last one ends"),
        ),
    ),
    expect.Suite(
        "sentences_lie_in_sections",
        "landing_articles",
        "sentences",
        "A sentence lies within one section of its kind, behind the sentence before it.",
        f"""
        select article_id, sentence_number, sentences.section, sentences.end_char - start_char as span_chars,
            sentence_number = row_number() over reading as is_in_order,
            start_char >= coalesce(lag(sentences.end_char) over reading, 0) as is_apart,
            (sentences.end_char <= sections.end_char and sentences.section = sections.section) is true as is_inside
        from (select * from landing.sentences {_THIS_RUN.format("articles")}) as sentences
        asof left join landing.sections using (article_id, start_char)
        window reading as (partition by article_id order by sentence_number)
        """,  # noqa: S608
        ("article_id", "sentence_number"),
        (
            expect.is_one_of("section", "title|dateline|body|quote|caption"),
            expect.is_between("span_chars", 1),
            expect.is_true("is_in_order", "sentences are numbered from 1 without a gap"),
            expect.is_true("is_apart", "no sentence begins before the last one ends"),
            expect.is_true("is_inside", "a sentence ends in the section that it begins in"),
        ),
    ),
    expect.Suite(
        "mentions_are_spans",
        "landing_mentions",
        "mentions",
        "A mention is a span of known kind whose surface has the span's length.",
        f"""
        select article_id, mention_id, surface, mention_type, link_method, confidence, start_char,
            end_char - start_char as span_chars, length(surface) as surface_chars
        from landing.mentions {_THIS_RUN.format("mentions")}
        """,  # noqa: S608
        ("article_id", "mention_id", "surface"),
        (
            expect.is_one_of("mention_type", "person|organization|country|place"),
            expect.is_one_of("link_method", "registry|gazetteer|model|surname|discovered"),
            expect.is_between("confidence", 0, 1),
            expect.is_between("start_char", 0),
            expect.is_between("span_chars", 1),
            expect.is_equal("span_chars", "surface_chars"),
        ),
    ),
    _every_article_is_read("mentions", ("mentions",)),
    expect.Suite(
        "roles_are_spans",
        "landing_roles",
        "roles",
        "A role is a span whose words have its length, of a name that the article holds, with a sector of PLOVER's.",
        f"""
        select article_id, mention_id, text, start_char, end_char - start_char as span_chars, role_key, sector,
            length(text) as text_chars,
            (article_id, mention_id) in (select (article_id, mention_id) from landing.mentions) as is_of_a_name
        from landing.roles {_THIS_RUN.format("roles")}
        """,  # noqa: S608
        ("article_id", "mention_id", "text"),
        (
            expect.is_between("start_char", 0),
            expect.is_between("span_chars", 1),
            expect.is_there("role_key"),
            expect.is_one_of("sector", "BUS|COP|CVL|EDU|GOV|IGO|JUD|LEG|MED|MIL|NGO|OPP|PTY|REB|REL|SPY"),
            expect.is_true("is_of_a_name", "the name beside the role is a mention of the same article"),
            expect.is_equal("span_chars", "text_chars"),
        ),
    ),
    _every_article_is_read("roles", ("roles",)),
    expect.Suite(
        "quotes_are_spans",
        "landing_quotes",
        "quotes",
        "A quotation is a span whose words have its length; a speaker is a mention, found in a known way.",
        f"""
        select article_id, quote_number, start_char, end_char - start_char as span_chars, length(text) as text_chars,
            speaker_resolution, (speaker_mention_id is null) = (speaker_resolution is null) as speaker_fits
        from landing.quotes {_THIS_RUN.format("quotes")}
        """,  # noqa: S608
        ("article_id", "quote_number"),
        (
            expect.is_between("start_char", 0),
            expect.is_between("span_chars", 1),
            expect.is_one_of("speaker_resolution", "named|continued"),
            expect.is_true("speaker_fits", "it is told how a speaker was found where, and only where, there is one"),
            expect.is_equal("span_chars", "text_chars"),
        ),
    ),
    _every_article_is_read("quotes", ("quotes",)),
    expect.Suite(
        "reports_are_codable",
        "landing_meetings",
        "reports",
        "A report has a type, a status and a mode of the vocabulary, and evidence.",
        f"""
        select article_id, report_id, meeting_type, status, certainty, mode, date_from, date_to,
            evidence_end_char - evidence_start_char as evidence_chars, length(evidence) as quoted_chars
        from landing.reports {_THIS_RUN.format("meetings")}
        """,  # noqa: S608
        ("article_id", "report_id"),
        (
            expect.is_one_of("meeting_type", "meeting|visit|call|conference"),
            expect.is_one_of("status", "held|ongoing|planned|proposed|postponed|cancelled|refused|denied"),
            expect.is_one_of("certainty", "asserted|attributed|rumoured|conditional"),
            expect.is_one_of("mode", "in_person|phone|video|indirect|unknown"),
            expect.is_in_order("date_from", "date_to"),
            expect.is_there("evidence_chars"),
            expect.is_equal("evidence_chars", "quoted_chars"),
        ),
    ),
    expect.Suite(
        "participants_are_coded",
        "landing_meetings",
        "report_participants",
        "A participant has an actor, a role and a way of resolution.",
        f"""
        select article_id, report_id, actor_id, role, resolution
        from landing.report_participants {_THIS_RUN.format("meetings")}
        """,  # noqa: S608
        ("article_id", "report_id", "actor_id"),
        (
            expect.is_there("actor_id"),
            expect.is_one_of("role", "participant|host|visitor|mediator|guarantor|observer|convener|invited"),
            expect.is_one_of("resolution", "named|title|pronoun|counterpart"),
        ),
    ),
    expect.Suite(
        "evidence_is_quoted",
        "landing_meetings",
        "report_evidence",
        "A span of evidence is of a known kind, has the length of its words, and proves a report.",
        f"""
        select article_id, report_id, kind, text, start_char, end_char - start_char as span_chars,
            length(text) as text_chars, report_id in (select report_id from landing.reports) as is_of_a_report
        from landing.report_evidence {_THIS_RUN.format("meetings")}
        """,  # noqa: S608
        ("article_id", "report_id", "kind", "text"),
        (
            expect.is_one_of("kind", "trigger|status|place|date|mode|attribution"),
            expect.is_between("start_char", 0),
            expect.is_between("span_chars", 1),
            expect.is_equal("span_chars", "text_chars"),
            expect.is_true("is_of_a_report", "the report that it proves is there"),
        ),
    ),
    _every_article_is_read("meetings", ("reports", "report_participants", "report_evidence")),
)
