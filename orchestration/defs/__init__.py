"""Thin Dagster definitions: the body of an asset is one call into the modules beside this folder."""
