"""How often what is asked for has just made room: a memory of the least recently used kind, under even demand."""

from __future__ import annotations

import random
from collections import OrderedDict

_ASKED = 20_000


def missed(count: int, held: int) -> float:
    """The share of questions for one of ``count``, all equally likely, that finds it gone from a memory of ``held``."""
    if held >= count:
        return 0.0
    drawn, memory, gone = random.Random(count), OrderedDict.fromkeys(range(held)), 0
    for _ in range(_ASKED):
        asked = drawn.randrange(count)
        gone += asked not in memory
        memory[asked] = None
        memory.move_to_end(asked)
        if len(memory) > held:
            memory.popitem(last=False)
    return gone / _ASKED
