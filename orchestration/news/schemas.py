"""The declared schema of every frame that the core hands on: column name -> dtype.

The landing tables in DuckDB are made from these, so a column is declared once.
Offsets named `*_char` count code points of the raw text, end exclusive; `*_byte` count UTF-8 bytes.
"""

import polars as pl

Schema = dict[str, pl.DataType]

TEXT, WHOLE, NUMBER, FLAG, DAY = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean(), pl.Date()
MOMENT = pl.Datetime("us")  # UTC, without a zone: a date without a time is never shifted
TEXTS = pl.List(pl.String())

# One row per text file found below the inbox; `path_bytes` are the name's own bytes.
LISTING: Schema = {
    "path_bytes": pl.Binary(),
    "file_path": TEXT,
    "size_bytes": WHOLE,
    "fingerprint": TEXT,
    "touched_ns": WHOLE,
    "reason": TEXT,
    "detail": TEXT,
}

# One row per file that was read: either loaded (article_id and raw_text) or quarantined (reason, detail).
FILE: Schema = {
    "path_bytes_base64": TEXT,
    "file_path": TEXT,
    "content_sha256": TEXT,
    "sidecar_sha256": TEXT,
    "size_bytes": WHOLE,
    "fingerprint": TEXT,
    "state": TEXT,
    "reason": TEXT,
    "detail": TEXT,
    "encoding": TEXT,
    "replaced_chars": WHOLE,
    "article_id": TEXT,
    "raw_text": TEXT,
    "sidecar_url": TEXT,
    "sidecar_source": TEXT,
    "sidecar_title": TEXT,
    "sidecar_author": TEXT,
    "sidecar_published_at": TEXT,
    "sidecar_retrieved_at": TEXT,
    "sidecar_extra": TEXT,
}

# One row per article: the text as decoded and what its sidecar states.
RAW_ARTICLE: Schema = {"article_id": TEXT, "file_path": TEXT, "content_sha256": TEXT} | {
    name: FILE[name]
    for name in FILE
    if name.startswith("sidecar_") or name in {"encoding", "replaced_chars", "raw_text"}
}

# One row per article.
ARTICLE: Schema = {
    "article_id": TEXT,
    "title": TEXT,
    "author": TEXT,
    "url": TEXT,
    "source_id": TEXT,
    "source_name": TEXT,
    "agency_source_id": TEXT,
    "published_at": MOMENT,
    "published_precision": TEXT,
    "published_method": TEXT,
    "published_confidence": NUMBER,
    "published_from": DAY,
    "published_to": DAY,
    "published_evidence": TEXT,
    "body": TEXT,
    "body_chars": WHOLE,
    "words_count": WHOLE,
    "language": TEXT,
    "arabic_share": NUMBER,
    "body_fingerprint": TEXT,  # hash of the folded words: equal for exact copies
    "body_sketch": pl.List(pl.Int64()),  # bottom-64 hashes of its shingles of three words: shared by near copies
}

# One row per section of an article, in reading order; sections cover every non-blank line of the raw text.
SECTION: Schema = {
    "article_id": TEXT,
    "section_number": WHOLE,
    "section": TEXT,  # title|byline|dateline|body|quote|caption|source_line|boilerplate
    "start_char": WHOLE,
    "end_char": WHOLE,
}

# One row per sentence of a title, caption, dateline, quote or body section, in reading order.
SENTENCE: Schema = {
    "article_id": TEXT,
    "sentence_number": WHOLE,
    "section": TEXT,
    "start_char": WHOLE,
    "end_char": WHOLE,
}

# One row per date expression in a sentence; null dates where the words fix none.
DATE_EXPRESSION: Schema = {
    "article_id": TEXT,
    "sentence_number": WHOLE,
    "start_char": WHOLE,
    "end_char": WHOLE,
    "text": TEXT,
    "date_from": DAY,
    "date_to": DAY,
    "date_precision": TEXT,  # day|week|month|year|range
}

# One row per name in one place.
MENTION: Schema = {
    "mention_id": TEXT,
    "article_id": TEXT,
    "mention_type": TEXT,  # person|organization|country|place
    "actor_id": TEXT,
    "location_id": TEXT,
    "surface": TEXT,
    "alias": TEXT,  # the lexicon's spelling of that name, or the folded surface where no list holds it
    "start_char": WHOLE,
    "end_char": WHOLE,
    "sentence_number": WHOLE,
    "section": TEXT,
    "link_method": TEXT,  # registry|gazetteer|model|surname|discovered
    "confidence": NUMBER,
    "runner_up_id": TEXT,
    "unresolved_reason": TEXT,
    "discovered_name": TEXT,  # the full name as written here, where that made the actor known
    "country_iso3": TEXT,  # of a discovered organization, where its name or its article tells
}

# One row per role that an article gives a person in one place.
ROLE: Schema = {
    "article_id": TEXT,
    "mention_id": TEXT,  # the person's name
    "role_number": WHOLE,  # in reading order, where one name has several
    "actor_id": TEXT,
    "text": TEXT,
    "role_ar": TEXT,  # the text with single spaces, without particles
    "role_key": TEXT,  # the office alone: folded, without articles, nations and «former»
    "curated_role_ar": TEXT,  # the registry's wording of the same office of the same actor
    "organization_actor_id": TEXT,
    "country_iso3": TEXT,
    "sector": TEXT,  # PLOVER
    "is_former": FLAG,
    "start_char": WHOLE,
    "end_char": WHOLE,
}

# One row per quotation of somebody's words.
QUOTE: Schema = {
    "article_id": TEXT,
    "quote_number": WHOLE,
    "sentence_number": WHOLE,  # the one that it begins in
    "start_char": WHOLE,  # of the words inside the marks
    "end_char": WHOLE,
    "text": TEXT,
    "speaker_mention_id": TEXT,
    "speaker_actor_id": TEXT,
    "speaker_resolution": TEXT,  # named|continued
    "cue": TEXT,  # the verb or preposition as written
}

# One row per encounter that an article reports.
REPORT: Schema = {
    "report_id": TEXT,
    "article_id": TEXT,
    "meeting_type": TEXT,
    "status": TEXT,
    "certainty": TEXT,
    "mode": TEXT,
    "location_id": TEXT,
    "place_text": TEXT,
    "date_from": DAY,
    "date_to": DAY,
    "date_precision": TEXT,
    "is_background": FLAG,
    "attributed_to_actor_id": TEXT,
    "unnamed_participants": TEXTS,
    "evidence": TEXT,
    "evidence_start_char": WHOLE,
    "evidence_end_char": WHOLE,
    "confidence": NUMBER,
}

# One row per participant of a report.
PARTICIPANT: Schema = {
    "report_id": TEXT,
    "article_id": TEXT,
    "actor_id": TEXT,
    "role": TEXT,
    "mention_id": TEXT,
    "resolution": TEXT,  # named|title|pronoun|counterpart
}

# One row per span that proves a report.
EVIDENCE: Schema = {
    "report_id": TEXT,
    "article_id": TEXT,
    "kind": TEXT,  # trigger|status|place|date|mode|attribution
    "start_char": WHOLE,
    "end_char": WHOLE,
    "text": TEXT,
}
