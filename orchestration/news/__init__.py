"""The pure core: one article's text in, what that article says out.

Belongs here: everything that looks at ONE article, as functions from Polars frames to Polars frames.
Does not belong here: Dagster, DuckDB, dbt, Great Expectations (lint forbids their import), and anything
that compares two articles (that is SQL, in dbt_project/).
"""
