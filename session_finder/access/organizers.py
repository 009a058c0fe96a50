"""Organizers and their rights, and the roster of those whom a sign-in provider may vouch for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from session_finder.domain.errors import UserError

ALL: Final = "all"  # the entry of [organizers] whose addresses may change every conference
CLAIMS: Final = ("is_logged_in", "email", "email_verified", "iat")  # what we believe a provider about
MAX_NAME: Final = 80  # characters


class Refused(UserError):
    """The person may not do this; the text says why, and who can change that."""

    code = "forbidden"


@dataclass(frozen=True, slots=True)
class Organizer:
    """A person who is signed in: the name for the audit, and the slugs of their conferences, None for all."""

    name: str
    conferences: frozenset[str] | None = None

    def may(self, slug: str) -> bool:
        """Whether this person may change or create the conference."""
        return self.conferences is None or slug in self.conferences

    def check(self, slug: str) -> None:
        """Raise Refused unless ``may``. Every use case calls this before it changes anything."""
        if not self.may(slug):
            raise Refused(f"{self.name} may not change {slug[:80]}. Whoever runs this server can allow it.")


def name_typed(text: str) -> str:
    """A typed name, cleaned, on one line and short; "" when nothing of it is visible."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text[:1000]).split())[:MAX_NAME].strip()


@dataclass(frozen=True, slots=True)
class Roster:
    """Whose addresses may change what: the table [organizers] beside [auth] in Streamlit's secrets.toml.

    ::

        [organizers]
        all = ["ada@harbour.example"]             # every conference, and creates new ones
        harbour-2027 = ["grace@harbour.example"]  # this one, by its slug; they may begin it too

    Upper and lower case are the same. A conference with the slug "all" can only be given to those who have all.
    """

    slugs: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of_table(cls, table: object) -> Roster:
        """The roster of a table; None is an empty one. Raises Refused for anything but a table of lists."""
        if table is None:
            return cls()
        if not isinstance(table, Mapping):
            raise Refused("[organizers] in secrets.toml is no table. Whoever runs this server can mend it.")
        slugs: dict[str, set[str]] = {}
        for slug, addresses in table.items():
            # A text would be read letter by letter, and "@" alone would be an address.
            if not isinstance(addresses, list | tuple) or not all(_is_address(one) for one in addresses):
                raise Refused(
                    f"[organizers] in secrets.toml: {slug} must be a list of e-mail addresses in brackets and quotes. "
                    "Whoever runs this server can mend it."
                )
            for address in addresses:
                slugs.setdefault(_same(address), set()).add(str(slug))
        return cls({address: frozenset(names) for address, names in slugs.items()})

    def organizer(self, claims: Mapping[str, object]) -> Organizer:
        """The organizer of a provider's claims. Raises Refused: not verified, or not on the list.

        Only ``True`` counts as verified, not a text and not a missing claim.
        """
        address = claims.get("email")
        if claims.get("is_logged_in") is not True or not isinstance(address, str) or not _is_address(address):
            raise Refused("The sign-in gave no e-mail address. Sign in with an account that has one.")
        if claims.get("email_verified") is not True:
            raise Refused(
                f"The sign-in does not vouch for {address}: it did not say that the address is verified. Verify it "
                "there, then sign in again."
            )
        slugs = self.slugs.get(_same(address), frozenset())
        if not slugs:
            raise Refused(
                f"{address} is signed in and is no organizer here. Whoever runs this server can add the address to "
                "[organizers] in secrets.toml."
            )
        return Organizer(_same(address), None if ALL in slugs else slugs)


def age_of_sign_in(claims: Mapping[str, object], now: float) -> float:
    """Seconds since the provider signed this person in (the claim ``iat``); infinite without the claim."""
    issued = claims.get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return float("inf")
    age = now - float(issued)
    return age if age == age else float("inf")  # noqa: PLR0124  NaN is no time


def _is_address(value: object) -> bool:
    return isinstance(value, str) and "@" in value.strip()[1:-1] and value.strip().isprintable()


def _same(address: str) -> str:
    return address.strip().casefold()
