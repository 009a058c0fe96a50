"""The preview of an address: what its title, description and picture say, in the language of the request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.timetable import time_format
from session_finder.web.header.visitor_language import LANGUAGE
from session_finder.web.i18n.catalogues import LANGUAGES
from session_finder.web.i18n.locale import Table, VisitorLocale
from session_finder.web.previews import structured_data
from session_finder.web.previews.page_address import PageAddress
from session_finder.web.previews.published import Published
from session_finder.web.previews.web_manifest import THEME_COLOUR
from session_finder.web.visit.conference_choice import PROGRAMME
from session_finder.web.visit.navigation import SESSION
from session_finder.web.visit.page_titles import PRODUCT, START, page_name, tab_title
from session_finder.web.visit.query_parameters import BOX

PICTURE: Final = "share.png"
_LONGEST: Final = 200  # characters of a description
_MOST_SPEAKERS: Final = 3
_JOINERS: Final = "\u200c\u200d"  # of letters and of emoji
_NOT_INDEXED: Final = ("plan", "organize")  # pages of one person


@dataclass(frozen=True, slots=True)
class Preview:
    """What is said of an address.

    ``title`` is the browser tab's, ``heading`` the preview's own, ``site`` what stands above it. ``canonical`` is the
    address for search engines; ``link`` the one that the preview leads to, "" for the address as it is. ``picture``:
    the address of the picture. ``indexed``: search engines may list the page; ``alternates`` are its addresses by
    language. ``slug``: the conference's, where addresses have to name it. ``embedded``: the page is shown in a box of
    another site. Addresses are empty where the request's host is unknown.
    """

    language: str
    title: str
    heading: str
    description: str
    site: str = PRODUCT
    canonical: str = ""
    link: str = ""
    picture: str = ""
    indexed: bool = True
    alternates: tuple[tuple[str, str], ...] = ()
    slug: str = ""
    accent: str = THEME_COLOUR
    data: structured_data.Data = field(default_factory=dict)
    embedded: bool = False


def preview_of(address: PageAddress, published: Published | None) -> Preview:
    """The preview of an address. ``published``: what ``published()`` found for it."""
    if address.page == "organize":
        title = tab_title(page_name(address.page, address.visitor))
        return Preview(address.visitor.language, title, title, site_description(address.visitor), indexed=False)
    if published is None or address.page == "everywhere":
        return _site(address, several=published is not None and published.several)
    if published.session is not None:
        return _session(address, published, published.session)
    return _conference(address, published)


def site_description(visitor: VisitorLocale) -> str:
    """What the whole site is for."""
    return str(Table("preview", visitor).SITE)


def conference_facts(published: Published, visitor: VisitorLocale) -> str:
    """A conference's days, place and number of sessions: "11–13 May 2027 · Porto · 150 sessions"."""
    words, count = Table("programme", visitor), len(published.programme.searchable) if published.programme else 0
    days = time_format.date_range(*published.days, locale=visitor.locale) if published.days else ""
    counted = words.COUNT.format(count=count)
    return " · ".join(part for part in (days, published.conference.identity.place, counted if count else "") if part)


def session_facts(session: Session, visitor: VisitorLocale) -> str:
    """When and where: "Tue 11 May, 10:00–10:40 WEST · Room 1"."""
    return " · ".join(part for part in (time_format.when(session, visitor.locale), _line(session.room)) if part)


def session_heading(session: Session, visitor: VisitorLocale) -> str:
    """A session's title, or that it is cancelled."""
    title = _line(session.title) or session.id
    return str(Table("preview", visitor).CANCELLED.format(title=title)) if session.cancelled else title


def _site(address: PageAddress, several: bool) -> Preview:
    """Of no conference: of all of them, or of one that attendees cannot see."""
    page = address.page if address.page == "everywhere" else START
    name = page_name(page, address.visitor) if page else ""
    heading = _searched(address) or name or PRODUCT
    canonical = address.link(page, **{BOX: address.query}, **{LANGUAGE: address.language}) if address.base else ""
    return Preview(
        language=address.visitor.language,
        title=tab_title(heading) if heading != PRODUCT else PRODUCT,
        heading=heading,
        description=site_description(address.visitor),
        canonical=canonical,
        link="" if address.others else canonical,
        picture=_picture(address, ""),
        indexed=several and not (address.query or address.embedded or address.others),
        alternates=_alternates(address, page, {}),
        embedded=address.embedded,
    )


def _conference(address: PageAddress, published: Published) -> Preview:
    conference, programme, visitor = published.conference, published.programme, address.visitor
    words, name = Table("preview", visitor), _line(conference.name)
    page = address.page
    about = {"programme": words.PROGRAMME, "plan": words.PLAN, "map": words.MAP}.get(page, words.CONFERENCE)
    facts = conference_facts(published, visitor)
    named = {PROGRAMME: published.slug}
    canonical = (
        address.link(page, **{BOX: address.query}, **named, **{LANGUAGE: address.language}) if address.base else ""
    )
    data = structured_data.conference_data(published, address.link(START, **named))
    if page == "programme" and programme is not None:
        data = structured_data.programme_data(
            programme, data, lambda session: address.link(page, **{SESSION: session.id}, **named)
        )
    searched, what = _searched(address), page_name(page, visitor)
    return Preview(
        language=visitor.language,
        title=tab_title(searched or what, name),
        heading=searched or (name if page == START else tab_title(what, name)),
        description=_cut(_joined(facts, about)),
        site=PRODUCT if page == START and not searched else name,
        canonical=canonical,
        link="" if address.others else canonical,
        picture=_picture(address, conference.slug),
        indexed=not (page in _NOT_INDEXED or address.query or address.session or address.embedded or address.others),
        alternates=_alternates(address, page, named),
        slug=published.slug,
        accent=published.accent,
        data=data if address.base else {},
        embedded=address.embedded,
    )


def _session(address: PageAddress, published: Published, session: Session) -> Preview:
    conference, visitor = published.conference, address.visitor
    named = {SESSION: session.id, PROGRAMME: published.slug}
    canonical = address.link("programme", **named, **{LANGUAGE: address.language}) if address.base else ""
    heading, name = session_heading(session, visitor), _line(conference.name)
    speakers = ", ".join(_line(one) for one in session.speakers[:_MOST_SPEAKERS])
    if len(session.speakers) > _MOST_SPEAKERS:
        speakers += " …"
    facts = " · ".join(part for part in (session_facts(session, visitor), speakers) if part)
    abstract = _line(session.abstract)
    description = _cut(_joined(facts, abstract)) or name
    picture = _picture(address, conference.slug, session.id)
    whole = structured_data.conference_data(published, address.link(START, **{PROGRAMME: published.slug}))
    return Preview(
        language=visitor.language,
        title=tab_title(heading, name),
        heading=heading,
        description=description,
        site=name,
        canonical=canonical,
        link="" if address.others else canonical,
        picture=picture,
        indexed=not (address.embedded or address.others),
        alternates=_alternates(address, "programme", named),
        slug=published.slug,
        accent=published.accent,
        data=structured_data.session_data(session, whole, canonical, picture, _cut(abstract)) if address.base else {},
        embedded=address.embedded,
    )


def _searched(address: PageAddress) -> str:
    return str(Table("preview", address.visitor).SEARCH.format(query=address.query)) if address.query else ""


def _picture(address: PageAddress, slug: str, session: str = "") -> str:
    if not address.base:
        return ""
    return address.link(PICTURE, **{PROGRAMME: slug, SESSION: session, LANGUAGE: address.visitor.language})


def _alternates(address: PageAddress, page: str, named: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if not address.base:
        return ()
    return tuple((language, address.link(page, **named, **{LANGUAGE: language})) for language in LANGUAGES)


def _line(text: str) -> str:
    """Programme text on one line, bounded, without control characters."""
    return " ".join("".join(mark if mark.isprintable() or mark in _JOINERS else " " for mark in text[:1000]).split())


def _joined(facts: str, about: str) -> str:
    return " — ".join(part for part in (facts, about) if part)


def _cut(text: str) -> str:
    """The beginning of a text, to the end of a word."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
