"""Messages that depend on a number."""

from __future__ import annotations

from collections.abc import Callable


class Plural:
    """A message that depends on how many there are: ``Plural("{count} session", "{count} sessions")``.

    ``forms`` are in the order of the language's plural rule, and ``rule`` gives the place of the form for a number.
    """

    __slots__ = ("forms", "rule")

    def __init__(self, *forms: str, rule: Callable[[int], int] = lambda count: int(count != 1)) -> None:
        self.forms, self.rule = forms, rule

    def format(self, count: int, **named: object) -> str:
        """The form for that many, with its placeholders filled in."""
        return self.forms[self.rule(count)].format(count=count, **named)
