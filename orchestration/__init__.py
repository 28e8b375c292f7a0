"""Marsad: who met whom, from raw Arabic news text to a warehouse."""
