"""What must hold of the rows that a run landed: one suite of expectations per landed table.

How a suite is run, and what becomes of its results, is for `quality`.
"""

from typing import Any, NamedTuple


class Suite(NamedTuple):
    """What must hold of one landed table: expectations as (name, arguments, is_blocking)."""

    name: str
    asset: str
    description: str
    query: str
    expectations: tuple[tuple[str, dict[str, Any], bool], ...]


_THIS_RUN = """
    semi join (select article_id from landing.stage_outputs where run_id = $run_id and stage = '{}')
        using (article_id)
"""


def _in_set(column: str, values: str) -> tuple[str, dict[str, Any], bool]:
    return "ExpectColumnValuesToBeInSet", {"column": column, "value_set": values.split("|")}, True


def _not_null(column: str) -> tuple[str, dict[str, Any], bool]:
    return "ExpectColumnValuesToNotBeNull", {"column": column}, True


def _between(column: str, low: float, high: float | None = None) -> tuple[str, dict[str, Any], bool]:
    return "ExpectColumnValuesToBeBetween", {"column": column, "min_value": low, "max_value": high}, True


def _ordered(lower: str, upper: str) -> tuple[str, dict[str, Any], bool]:
    arguments = {
        "column_A": upper,
        "column_B": lower,
        "or_equal": True,
        "ignore_row_if": "either_value_is_missing",
    }
    return "ExpectColumnPairValuesAToBeGreaterThanB", arguments, True


SUITES = (
    Suite(
        "files_end_in_one_state",
        "landing_files",
        "Every file that this run looked at is loaded, or quarantined with a known reason.",
        """
        select state, reason, article_id is not null as has_article, length(content_sha256) as hash_chars,
            (state = 'quarantined') = (reason is not null) as reason_fits
        from landing.files where run_id = $run_id
        """,
        (
            _in_set("state", "loaded|superseded|deleted|quarantined"),
            _in_set(
                "reason",
                "empty|not_text|undecodable|not_arabic|too_large|unreadable|changed_while_read|escapes_inbox"
                "|not_regular_file",
            ),
            ("ExpectColumnValuesToBeInSet", {"column": "reason_fits", "value_set": [True]}, True),
            _between("hash_chars", 64, 64),
        ),
    ),
    Suite(
        "ledger_and_texts_agree",
        "landing_files",
        "Every article of the inbox has its text, and no text is without a file.",
        """
        select
            (select count(distinct article_id) from landing.files where is_current and state = 'loaded') as articles,
            (select count(*) from landing.texts) as texts,
            (select count(*) from landing.texts anti join landing.files using (article_id)) as orphans
        """,
        (
            ("ExpectColumnPairValuesToBeEqual", {"column_A": "articles", "column_B": "texts"}, True),
            _between("orphans", 0, 0),
        ),
    ),
    Suite(
        "articles_are_articles",
        "landing_articles",
        "An article is Arabic, has a body, and its dates are in order.",
        f"""
        select body_chars, words_count, arabic_share, language, published_precision, published_method,
            published_confidence, published_from, published_to
        from landing.articles {_THIS_RUN.format("articles")}
        """,  # noqa: S608 - our own names
        (
            _in_set("published_precision", "second|minute|day|month|year|unknown"),
            _in_set("published_method", "sidecar|header|dateline|source_line|body_relative|interval|none"),
            _between("published_confidence", 0, 1),
            _between("arabic_share", 0, 1),
            _ordered("published_from", "published_to"),
            (
                "ExpectColumnValuesToBeBetween",
                {"column": "body_chars", "min_value": 1, "mostly": 0.99},
                False,
            ),
        ),
    ),
    Suite(
        "every_text_became_an_article",
        "landing_articles",
        "The stage made one article of each text.",
        """
        select (select count(*) from landing.texts) as texts, (select count(*) from landing.articles) as articles
        """,
        (("ExpectColumnPairValuesToBeEqual", {"column_A": "texts", "column_B": "articles"}, True),),
    ),
    Suite(
        "mentions_are_spans",
        "landing_mentions",
        "A mention is a span of known kind whose surface has the span's length.",
        f"""
        select mention_type, link_method, confidence, start_char, end_char, end_char - start_char as span_chars,
            length(surface) as surface_chars
        from landing.mentions {_THIS_RUN.format("mentions")}
        """,  # noqa: S608
        (
            _in_set("mention_type", "person|organization|country|place"),
            _in_set("link_method", "registry|gazetteer|model|surname|discovered"),
            _between("confidence", 0, 1),
            _between("start_char", 0),
            _between("span_chars", 1),
            (
                "ExpectColumnPairValuesToBeEqual",
                {"column_A": "span_chars", "column_B": "surface_chars"},
                True,
            ),
        ),
    ),
    Suite(
        "roles_are_spans",
        "landing_roles",
        "A role is a span whose words have its length, of a name that the article holds, with a sector of PLOVER's.",
        f"""
        select start_char, end_char - start_char as span_chars, length(text) as text_chars, role_key, sector,
            (article_id, mention_id) in (select (article_id, mention_id) from landing.mentions) as is_of_a_name
        from landing.roles {_THIS_RUN.format("roles")}
        """,  # noqa: S608
        (
            _between("start_char", 0),
            _between("span_chars", 1),
            _not_null("role_key"),
            _in_set("sector", "BUS|COP|CVL|EDU|GOV|IGO|JUD|LEG|MED|MIL|NGO|OPP|PTY|REB|REL|SPY"),
            ("ExpectColumnValuesToBeInSet", {"column": "is_of_a_name", "value_set": [True]}, True),
            (
                "ExpectColumnPairValuesToBeEqual",
                {"column_A": "span_chars", "column_B": "text_chars"},
                True,
            ),
        ),
    ),
    Suite(
        "quotes_are_spans",
        "landing_quotes",
        "A quotation is a span whose words have its length; a speaker is a mention, found in a known way.",
        f"""
        select start_char, end_char - start_char as span_chars, length(text) as text_chars, speaker_resolution,
            (speaker_mention_id is null) = (speaker_resolution is null) as speaker_fits
        from landing.quotes {_THIS_RUN.format("quotes")}
        """,  # noqa: S608
        (
            _between("start_char", 0),
            _between("span_chars", 1),
            _in_set("speaker_resolution", "named|continued"),
            ("ExpectColumnValuesToBeInSet", {"column": "speaker_fits", "value_set": [True]}, True),
            (
                "ExpectColumnPairValuesToBeEqual",
                {"column_A": "span_chars", "column_B": "text_chars"},
                True,
            ),
        ),
    ),
    Suite(
        "reports_are_codable",
        "landing_meetings",
        "A report has a type, a status and a mode of the vocabulary, and evidence.",
        f"""
        select meeting_type, status, certainty, mode, date_from, date_to,
            evidence_end_char - evidence_start_char as evidence_chars, length(evidence) as quoted_chars
        from landing.reports {_THIS_RUN.format("meetings")}
        """,  # noqa: S608
        (
            _in_set("meeting_type", "meeting|visit|call|conference"),
            _in_set("status", "held|ongoing|planned|proposed|postponed|cancelled|refused|denied"),
            _in_set("certainty", "asserted|attributed|rumoured|conditional"),
            _in_set("mode", "in_person|phone|video|indirect|unknown"),
            _ordered("date_from", "date_to"),
            _not_null("evidence_chars"),
            (
                "ExpectColumnPairValuesToBeEqual",
                {"column_A": "evidence_chars", "column_B": "quoted_chars"},
                True,
            ),
        ),
    ),
    Suite(
        "participants_are_coded",
        "landing_meetings",
        "A participant has an actor, a role and a way of resolution.",
        f"""
        select actor_id, role, resolution from landing.report_participants {_THIS_RUN.format("meetings")}
        """,  # noqa: S608
        (
            _not_null("actor_id"),
            _in_set("role", "participant|host|visitor|mediator|guarantor|observer|convener|invited"),
            _in_set("resolution", "named|title|pronoun|counterpart"),
        ),
    ),
)
