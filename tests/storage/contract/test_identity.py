"""A conference's look in every store: what is kept, what is refused, and the logo beside it."""

from datetime import date

import pytest

from session_finder.domain.errors import NoSuchConference
from session_finder.domain.identity import MAX_LOGO, UNBRANDED, Identity, Logo

SET = {
    "accent": "#9A3412",
    "first_day": "2027-05-11",
    "last_day": "2027-05-13",
    "place": " Porto,\n Portugal ",
    "website": "https://harbour.example/2027?a=b#c",
    "welcome": 'Padeiros "2027" \\ é\x00',
}
FULL = Identity(
    "#9a3412",
    date(2027, 5, 11),
    date(2027, 5, 13),
    "Porto, Portugal",
    "https://harbour.example/2027?a=b#c",
    'Padeiros "2027" \\ é',
)
SVG, PNG = Logo("svg", b"<svg/>"), Logo("png", b"\x89PNG\r\n\x1a\n\x00\xff")


def test_a_conference_has_no_look_of_its_own_until_somebody_sets_one(bakery):
    assert bakery.library.conference("bakers").identity == UNBRANDED == Identity()
    assert bakery.library.logo("bakers", SVG.name) is None


def test_the_look_is_kept_as_it_was_understood_and_no_version_depends_on_it(bakery):
    before, versions, audit = bakery.library.load("bakers"), bakery.library.versions("bakers"), bakery.library.audit()
    bakery.library.set_identity("bakers", SET)
    again = bakery.again()
    assert again.conference("bakers").identity == FULL
    assert [state.conference.identity for state in again.states()] == [FULL]
    assert [conference.identity for conference in again.conferences()] == [FULL]
    assert (again.load("bakers"), again.versions("bakers"), again.audit()) == (before, versions, audit)


def test_a_field_is_set_and_taken_away_by_itself_and_other_settings_leave_it_alone(bakery):
    library = bakery.library
    library.set_identity("bakers", SET)
    library.set_identity("bakers", {"place": "Lisbon", "welcome": ""})
    library.rename("bakers", "Millers")
    library.set_day_starts("bakers", "05:00")
    kept = bakery.again().conference("bakers")
    assert (kept.name, kept.identity.place, kept.identity.welcome) == ("Millers", "Lisbon", "")
    assert kept.identity.accent == "#9a3412"
    library.set_identity("bakers", dict.fromkeys(SET, ""))
    assert bakery.again().conference("bakers").identity == UNBRANDED


def test_a_conference_of_one_day_begins_and_ends_on_it(bakery):
    for name in ("first_day", "last_day"):
        bakery.library.set_identity("bakers", {"first_day": "", "last_day": ""})
        bakery.library.set_identity("bakers", {name: "2027-05-11"})
        kept = bakery.library.conference("bakers").identity
        assert (kept.first_day, kept.last_day) == (date(2027, 5, 11), date(2027, 5, 11))


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"accent": "teal"}, "'teal' is no colour. Write it as # and six digits from 0 to f, such as #0b6e75."),
        ({"accent": "#fff;background:url(x)"}, "'#fff;background:url(' is no colour."),
        ({"first_day": "11 May"}, "'11 May' is no day. Write it as 2027-05-11."),
        ({"last_day": "2027-02-30"}, "'2027-02-30' is no day. Write it as 2027-05-11."),
        (
            {"first_day": "2027-05-14", "last_day": "2027-05-13"},
            "The last day, 2027-05-13, is before the first, 2027-05-14. Write both, the earlier one first.",
        ),
        ({"place": "x" * 121}, "A conference's place has at most 120 letters; this one has 121."),
        ({"welcome": "x" * 201}, "A conference's line of welcome has at most 200 letters; this one has 201."),
        *(
            (
                {"website": address},
                f"{address[:80]!r} is no website. Write its address with https:// before it, of at most 300 letters, "
                "such as https://harbour.example/2027.",
            )
            for address in (
                *("harbour.example", "javascript:alert(1)", "data:text/html,x", "ftp://harbour.example", "//x.example"),
                *("https://", "https:///x", "https://a:b@harbour.example", "https://harbour.example@evil.example"),
                *("https://harbour.example/<x>", 'https://harbour.example/"x', "https://harbour.example/a b"),
                *("https://harbour.example:port", "https://harbour.example:99999", "https://[::1", "https://a\\b"),
                *("HTTPS", "https://harbour.example/" + "x" * 300, "https://%00/"),
            )
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_of_it_is_kept(bakery, texts, said, refusal):
    bakery.library.set_identity("bakers", SET)
    assert refusal(lambda: bakery.library.set_identity("bakers", {"place": "Lisbon", **texts})).startswith(said)
    assert bakery.again().conference("bakers").identity == FULL


@pytest.mark.parametrize(
    "address",
    ["http://x.example", "https://x.example:8443/", "https://bäcker.example/é", "https://[::1]:80/a", "HTTPS://X"],
)
def test_a_website_is_an_address_of_http_or_https(bakery, address):
    bakery.library.set_identity("bakers", {"website": address})
    assert bakery.again().conference("bakers").identity.website == address


def test_a_logo_is_kept_under_the_name_of_its_digest_beside_the_look(bakery):
    bakery.library.set_identity("bakers", SET)
    bakery.library.set_logo("bakers", SVG)
    again = bakery.again()
    kept = again.conference("bakers").identity
    assert kept.logo == SVG.name
    assert (kept.place, kept.accent) == (FULL.place, FULL.accent)
    assert again.logo("bakers", SVG.name) == SVG.content
    bakery.library.set_identity("bakers", {"place": ""})
    assert again.conference("bakers").identity.logo == SVG.name


def test_the_logo_before_is_served_to_pages_that_still_show_it_and_older_ones_are_gone(bakery):
    library, third = bakery.library, Logo("svg", b"<svg>3</svg>")
    for logo in (SVG, PNG):
        library.set_logo("bakers", logo)
    assert [library.logo("bakers", logo.name) for logo in (SVG, PNG)] == [SVG.content, PNG.content]
    library.set_logo("bakers", PNG)
    library.set_logo("bakers", third)
    assert [library.logo("bakers", logo.name) for logo in (SVG, PNG, third)] == [None, PNG.content, third.content]
    library.set_logo("bakers", None)
    assert library.conference("bakers").identity == UNBRANDED
    library.set_logo("bakers", None)
    assert [library.logo("bakers", logo.name) for logo in (PNG, third)] == [None, None]


@pytest.mark.parametrize(
    "name",
    ["", "about.toml", "../bakers/about.toml", "logo-00000000.svg", "logo-\0.svg", "logo-d8f9a80f.html", "\ud83d"],
)
def test_no_other_file_is_a_logo(bakery, name):
    bakery.library.set_logo("bakers", SVG)
    assert bakery.library.logo("bakers", name) is None


def test_a_large_logo_comes_back_whole(bakery):
    large = Logo("png", bytes(range(250)) * (MAX_LOGO // 250))
    bakery.library.set_logo("bakers", large)
    assert bakery.again().logo("bakers", large.name) == large.content


def test_each_conference_has_its_own_and_one_that_was_deleted_has_none(bakery, refusal):
    library = bakery.library
    library.create("millers", "Millers")
    library.set_logo("bakers", SVG)
    library.set_logo("millers", PNG)
    assert library.logo("millers", SVG.name) is None
    library.delete("bakers", "Ana")
    for slug in ("bakers", "nobody"):
        refusal(lambda slug=slug: library.logo(slug, SVG.name), NoSuchConference)
        refusal(lambda slug=slug: library.set_logo(slug, SVG), NoSuchConference)
        refusal(lambda slug=slug: library.set_identity(slug, SET), NoSuchConference)
    library.create("bakers", "Bakers again")
    assert library.logo("bakers", SVG.name) is None
    assert library.logo("millers", PNG.name) == PNG.content
