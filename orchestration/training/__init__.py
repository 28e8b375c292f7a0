"""How the recogniser's model is made: `python -m orchestration.training`, which `make train` runs.

Nothing that runs over the inbox imports this package; what it imports stands in the extra `train`.
"""
