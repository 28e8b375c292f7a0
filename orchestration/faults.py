"""Named points at which the fault bench kills this process, to prove that the next run repairs what is left.

In daily use no point is named and `crash_point` only counts.
"""

import os
import signal
from collections import Counter
from typing import Literal

from orchestration.settings import read_crash_point

CrashPoint = Literal["listed", "read", "inserted", "committing", "committed", "copied", "finished", "swapped"]

_WANTED = read_crash_point()
_passages: Counter[str] = Counter()


def crash_point(name: CrashPoint) -> None:
    """Die here as by a power cut, without any clean-up, if MARSAD_CRASH_AT names this passage of this point."""
    _passages[name] += 1
    if (name, _passages[name]) == _WANTED:
        os.kill(os.getpid(), signal.SIGKILL)
