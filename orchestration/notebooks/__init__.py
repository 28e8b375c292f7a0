"""Notebooks on the published file: plain Python files that marimo shows and edits, and what they draw with."""
