"""How much longer it takes to say the rest: from what was said so far, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

_LEAST = 3
"""Before so many have been said there is no pace to go by."""


class Estimate:
    """Counts what was said; what needs no time, as it is kept already, has no weight."""

    def __init__(self, weights: Sequence[int], now: Callable[[], float] = time.monotonic) -> None:
        """Take how long each cue is (in whatever unit), 0 if it is there already; the clock starts."""
        self._weights = iter(weights)
        self._now = now
        self._began = now()
        self._left = sum(weights)
        self._said = self._fresh = 0

    def count(self) -> timedelta | None:
        """Count the next as said, and tell how much longer the rest will take; None while nobody can know."""
        weight = next(self._weights)
        self._said += weight
        self._left -= weight
        self._fresh += bool(weight)
        if not self._left:
            return timedelta()
        if self._fresh < _LEAST:
            return None
        return timedelta(seconds=(self._now() - self._began) * self._left / self._said)
