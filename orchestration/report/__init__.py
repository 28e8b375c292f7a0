"""The analyst's report: the published warehouse as one folder of static pages that need no network and no server.

Charts are inline SVG made by plain functions (`charts.py`): the pages hold bars, a timeline and a map of points, which
a reader can print and a screen reader can read; a charting library would weigh megabytes, ask for a script to run
before anything is seen, and give neither.
"""
