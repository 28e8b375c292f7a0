"""Ten questions to the published warehouse, as a marimo notebook: `make notebook` shows it, or edits a copy of it."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Marsad: ten questions")

with app.setup:
    import contextlib

    import marimo as mo

    from orchestration.ask.letters import quote
    from orchestration.notebook import find_problem
    from orchestration.notebooks import figures
    from orchestration.settings import read_settings
    from orchestration.warehouse import open_published


@app.cell
def _():
    settings = read_settings()
    problem = find_problem(settings)
    mo.stop(bool(problem), mo.callout(mo.plain_text(problem), kind="warn"))
    keeps_open = contextlib.ExitStack()
    warehouse = keeps_open.enter_context(open_published(settings))  # read only; a new load is seen when this runs again
    mo.Html(figures.style())
    return keeps_open, warehouse


@app.cell(hide_code=True)
def _():
    mo.md("""
    # Ten questions — عشرة أسئلة

    Every answer is SQL on the published file, opened read only; the menu above shows it. In a copy to edit
    (`make notebook COPY=my_questions.py`) change a query, and what hangs on it is drawn anew; `from ask.help()` lists
    what can be asked.
    **Every count rests on the articles that were loaded**, which question 10 shows: what was not loaded is not seen.
    """)
    return


@app.cell
def _(warehouse):
    busiest = mo.sql(
        f"""
        select coalesce(name_en, name_ar) as name
        from marts.bridge_meetings_x_actors inner join marts.dim_actors using (actor_id)
        group by actor_id, name
        order by count(*) desc, actor_id
        limit 1
        """,
        output=False,
        engine=warehouse,
    )
    return (busiest,)


@app.cell(hide_code=True)
def _(busiest):
    name = mo.ui.text(
        value=next(iter(busiest["name"]), ""), label="A name in any spelling, Arabic or Latin (questions 3 and 8)"
    )
    name
    return (name,)


@app.cell
def _(name, warehouse):
    meant = mo.sql(
        f"""
        select actor_id, name_ar, name_en, kind, matched, matched_by, meetings_count
        from ask.actor({quote(name.value)})
        limit 5
        """,
        output=False,
        engine=warehouse,
    )
    return (meant,)


@app.cell(hide_code=True)
def _(meant):
    mo.Html(figures.draw_table(meant))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1. Who met whom most? — من التقى من أكثر من غيره؟
    """)
    return


@app.cell
def _(warehouse):
    who_met_whom = mo.sql(
        f"""
        select
            first.name_ar as one_ar, first.name_en as one_en, second.name_ar as other_ar, second.name_en as other_en,
            count(*) filter (status in ('held', 'ongoing')) as held,
            count(*) filter (status in ('planned', 'proposed', 'postponed')) as announced,
            count(*) filter (status in ('cancelled', 'refused', 'denied')) as not_held
        from marts.bridge_meetings_x_actors as one
        inner join marts.bridge_meetings_x_actors as other
            on one.meeting_id = other.meeting_id and one.actor_id < other.actor_id
        inner join marts.fct_meetings as meetings on one.meeting_id = meetings.meeting_id
        inner join marts.dim_actors as first on one.actor_id = first.actor_id
        inner join marts.dim_actors as second on other.actor_id = second.actor_id
        group by all
        order by count(*) desc, held desc, one_ar, other_ar
        limit 15
        """,
        output=False,
        engine=warehouse,
    )
    return (who_met_whom,)


@app.cell(hide_code=True)
def _(who_met_whom):
    mo.Html(figures.draw_bars(who_met_whom, ["one", "other"], ["held", "announced", "not_held"]))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 2. When were meetings, and what became of them? — متى كانت اللقاءات وما مصيرها؟

    By the day of the meeting, else of its first report.
    """)
    return


@app.cell
def _(warehouse):
    over_time = mo.sql(
        f"""
        select coalesce(date_from, first_reported_on) as day, status, count(*) as meetings
        from ask.every_meeting
        group by all
        order by all
        """,
        output=False,
        engine=warehouse,
    )
    return (over_time,)


@app.cell(hide_code=True)
def _(over_time):
    mo.Html(figures.draw_periods(over_time))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 3. What did the one whom you named do, day by day? — ماذا فعل يومًا بيوم؟
    """)
    return


@app.cell
def _(name, warehouse):
    timeline = mo.sql(
        f"""
        select day, day_is, event, place, who, is_disputed as disputed, independent_sources_count as sources
        from ask.timeline({quote(name.value)})
        """,
        output=False,
        engine=warehouse,
    )
    return (timeline,)


@app.cell(hide_code=True)
def _(timeline):
    mo.Html(figures.draw_table(timeline))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 4. What was planned and never heard of again? — ما الذي أُعلن ثم لم يُسمع عنه؟

    The day has passed, as the newest article goes, and nobody reported what came of it.
    """)
    return


@app.cell
def _(warehouse):
    overdue = mo.sql(
        f"""
        select who_ar, who as who_en, date_from, last_reported_on, outlets, days_overdue
        from ask.overdue()
        order by days_overdue desc
        limit 20
        """,
        output=False,
        engine=warehouse,
    )
    return (overdue,)


@app.cell(hide_code=True)
def _(overdue):
    mo.Html(figures.draw_bars(overdue, ["who", "date_from", "outlets"], ["days_overdue"]))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 5. On what do outlets differ? — علامَ تختلف وسائل الإعلام؟
    """)
    return


@app.cell
def _(warehouse):
    disputed = mo.sql(
        f"""
        select who_ar, status, field, string_split(what_they_say, ' | ') as what_they_say, reports_count as reports
        from ask.disputed()
        """,
        output=False,
        engine=warehouse,
    )
    return (disputed,)


@app.cell(hide_code=True)
def _(disputed):
    mo.Html(figures.draw_table(disputed))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 6. Which meetings were called off, refused or denied, and who says that they were held? — ما الذي نُفي أو رُفض؟

    Reports of each by what they say; both colours in one bar are the cases to read.
    """)
    return


@app.cell
def _(warehouse):
    held_or_denied = mo.sql(
        f"""
        select
            who_ar, who as who_en, coalesce(meetings.date_from, first_reported_on) as day,
            count(*) filter (reports.status in ('held', 'ongoing')) as held,
            count(*) filter (reports.status in ('planned', 'proposed', 'postponed')) as announced,
            count(*) filter (reports.status in ('cancelled', 'refused', 'denied')) as not_held
        from ask.every_meeting as meetings
        inner join marts.fct_meeting_reports as reports using (meeting_id)
        group by meeting_id, who_ar, who_en, day
        having not_held > 0
        order by least(held, not_held) desc, not_held desc, day, who_en
        limit 20
        """,
        output=False,
        engine=warehouse,
    )
    return (held_or_denied,)


@app.cell(hide_code=True)
def _(held_or_denied):
    mo.Html(figures.draw_bars(held_or_denied, ["who", "day"], ["held", "announced", "not_held"]))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 7. Which outlet says what? — أيّ وسيلة إعلام تقول ماذا؟

    Reports by outlet: who tells of meetings held, and who of plans and denials.
    """)
    return


@app.cell
def _(warehouse):
    outlets = mo.sql(
        f"""
        select
            coalesce(sources.name_ar, 'وسيلة إعلام غير معروفة') as outlet_ar, sources.name_en as outlet_en,
            count(*) filter (reports.status in ('held', 'ongoing')) as held,
            count(*) filter (reports.status in ('planned', 'proposed', 'postponed')) as announced,
            count(*) filter (reports.status in ('cancelled', 'refused', 'denied')) as not_held
        from marts.fct_meeting_reports as reports
        inner join marts.fct_articles as articles using (article_id)
        left join marts.dim_sources as sources using (source_id)
        group by source_id, outlet_ar, outlet_en
        order by count(*) desc, outlet_ar
        limit 20
        """,
        output=False,
        engine=warehouse,
    )
    return (outlets,)


@app.cell(hide_code=True)
def _(outlets):
    mo.Html(figures.draw_bars(outlets, ["outlet"], ["held", "announced", "not_held"]))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 8. How is the name spelled? — كيف يُكتب الاسم؟

    As it stands in the articles, for the one whom you named above.
    """)
    return


@app.cell
def _(name, warehouse):
    spellings = mo.sql(
        f"""
        select surface, name_ar, 'articles: ' || count(distinct article_id) as articles, count(*) as uses
        from marts.fct_mentions inner join marts.dim_actors using (actor_id)
        where actor_id in (from ask.meant({quote(name.value)}))
        group by surface, name_ar
        order by uses desc, surface
        limit 20
        """,
        output=False,
        engine=warehouse,
    )
    return (spellings,)


@app.cell(hide_code=True)
def _(spellings):
    mo.Html(figures.draw_bars(spellings, ["surface", "name_ar", "articles"], ["uses"]))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 9. Where do they meet? — أين يلتقون؟

    A country stands for the meetings of which no nearer place is known, in its middle.
    """)
    return


@app.cell
def _(warehouse):
    meeting_places = mo.sql(
        f"""
        select location_id, name_ar, name_en, latitude, longitude, count(*) as meetings
        from marts.fct_meetings inner join marts.dim_locations using (location_id)
        where status in ('held', 'ongoing')
        group by all
        order by meetings desc, location_id
        """,
        output=False,
        engine=warehouse,
    )
    return (meeting_places,)


@app.cell(hide_code=True)
def _(meeting_places):
    mo.vstack(
        [
            mo.Html(figures.draw_map(meeting_places)),
            mo.Html(figures.draw_bars(meeting_places.head(10), ["name"], ["meetings"])),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 10. What do all these counts rest on? — علامَ تقوم هذه الأعداد؟

    Articles of each outlet and year, and its longest silences beside the usual time between two days with articles.
    """)
    return


@app.cell
def _(warehouse):
    exposure = mo.sql(
        f"""
        select
            coalesce(name_en || ' ' || name_ar, name_ar, 'unknown outlet') as outlet, year(published_at) as year,
            count(*) as articles
        from marts.fct_articles left join marts.dim_sources using (source_id)
        group by all
        order by all
        """,
        output=False,
        engine=warehouse,
    )
    return (exposure,)


@app.cell(hide_code=True)
def _(exposure):
    mo.Html(figures.draw_shades(exposure, "outlet", "year", "articles"))
    return


@app.cell
def _(warehouse):
    silences = mo.sql(
        f"""
        select outlet, silent_from, silent_to, silent_days, usual_days_between, times_usual, articles_count
        from ask.silence()
        limit 20
        """,
        output=False,
        engine=warehouse,
    )
    return (silences,)


@app.cell(hide_code=True)
def _(silences):
    mo.Html(figures.draw_table(silences))
    return


if __name__ == "__main__":
    app.run()
