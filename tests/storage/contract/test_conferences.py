"""Conferences in every store: made, named, hidden, removed; the audit; what is refused."""

from datetime import date, time

import pytest

from session_finder.domain.errors import NoSuchConference
from session_finder.domain.library import Conference, Draft, State


def test_a_new_conference_is_the_organizers_alone_until_something_is_published(empty_bakery, refusal):
    library = empty_bakery.library
    conference = Conference("bakers", "Bakers 2027", "Europe/Lisbon")
    assert (library.conferences(), library.all_conferences()) == ((), (conference,))
    message = refusal(lambda: library.load("bakers"))
    assert message == "Nothing of bakers is published yet. Upload its programme and publish it."
    empty_bakery.publish("Bread")
    assert library.conferences() == (conference,)


@pytest.mark.parametrize(
    "slug", ["", ".", "..", "../x", "a/b", "A", "é", "a b", "a_b", "-a", "a-", ".a", "a\n", "a\0", "a" * 61, "²"]
)
def test_a_slug_is_lower_case_letters_digits_and_hyphens(store, slug, refusal):
    library = store.library()
    assert refusal(lambda: library.create(slug, "Bakers")) == (
        f"{slug!r} cannot be in an address. Use up to 60 lower-case letters, digits and hyphens, with a letter or a "
        "digit first and last."
    )
    assert library.all_conferences() == ()


@pytest.mark.parametrize("slug", ["a", "7", "bakers-2027", "a" * 60])
def test_such_a_slug_is_a_conference(store, slug):
    assert store.library().create(slug, "Bakers") == Conference(slug, "Bakers")
    assert store.library().conference(slug) == Conference(slug, "Bakers")


@pytest.mark.parametrize(
    "slug",
    [
        "..",
        "../data/bakers",
        "bakers/",
        "bakers/versions",
        ".library",
        "",
        "bakers\0",
        "\ud83d",
        "Bakers",
        "%",
        "nurses",
    ],
)
def test_a_conference_that_is_not_there_is_neither_read_nor_changed(bakery, slug, refusal):
    library = bakery.library
    for ask in (
        lambda: library.load(slug),
        lambda: library.load(slug, 1),
        lambda: library.conference(slug),
        lambda: library.versions(slug),
        lambda: library.stage(slug, library.load("bakers"), Draft("Ana", "a.csv")),
        lambda: library.publish(slug, 1, "Ana", 1),
        lambda: library.discard(slug, 1),
        lambda: library.rename(slug, "X"),
        lambda: library.hide(slug, True),
        lambda: library.delete(slug, "Ana"),
        lambda: library.set_examples(slug, []),
        lambda: library.remember_mapping(slug, {}),
    ):
        assert refusal(ask, NoSuchConference).startswith(f"There is no programme called {slug!r}")
    assert library.audit(slug) == ()
    assert bakery.served == ["Bread", "Rolls"]


def test_a_slug_that_is_taken_is_refused(bakery, refusal):
    message = refusal(lambda: bakery.library.create("bakers", "Others"))
    assert message.startswith("There is a ")
    assert message.endswith(" already. Choose another short name.")
    assert bakery.library.conferences()[0].name == "Bakers 2027"


@pytest.mark.parametrize(
    ("name", "length"), [("", "0"), (" \n", "0"), ("\x00\x1b", "0"), ("\u200b\ufeff", "0"), ("x" * 201, "201")]
)
def test_a_name_is_neither_empty_nor_overlong(bakery, name, length, refusal):
    for ask in (lambda: bakery.library.rename("bakers", name), lambda: bakery.library.create("x", name)):
        assert refusal(ask) == f"A conference's name has 1 to 200 letters; this one has {length}."


def test_a_name_may_be_any_text_on_one_line(bakery):
    bakery.library.rename("bakers", 'Padeiros\x00\x1b "2027"\n\\ é \ud83d')
    assert bakery.library.conferences()[0].name == 'Padeiros "2027" \\ é ?'
    assert bakery.library.load("bakers").name == 'Padeiros "2027" \\ é ?'


def test_a_hidden_conference_is_not_offered_and_comes_back(bakery):
    bakery.library.hide("bakers", True)
    assert bakery.library.conferences() == ()
    assert [conference.hidden for conference in bakery.library.all_conferences()] == [True]
    bakery.library.hide("bakers", False)
    assert [conference.slug for conference in bakery.library.conferences()] == ["bakers"]
    assert [line.what for line in bakery.library.audit()] == ["create", "publish", "hide", "show"]


def test_several_conferences_lie_side_by_side(bakery):
    bakery.library.create("millers", "Millers")
    bakery.library.stage("millers", bakery.library.load("bakers"), Draft("Ben", "millers.csv"))
    bakery.library.publish("millers", 1, "Ben", None)
    bakery.publish("Cake")
    assert [session.title for session in bakery.library.load("millers").sessions] == ["Bread", "Rolls"]
    assert [conference.slug for conference in bakery.library.conferences()] == ["bakers", "millers"]
    assert [line.version for line in bakery.library.audit("millers")] == [None, 1]


@pytest.mark.parametrize("zone", ["Europe/Lisboa", "../etc", "\0", "\ud83d", "Europe"])
def test_a_zone_that_is_none_is_refused(bakery, zone, refusal):
    for ask in (
        lambda: bakery.library.set_timezone("bakers", zone),
        lambda: bakery.library.create("x", "X", zone),
    ):
        assert refusal(ask) == f"{zone!r} is no time zone. Use a name like Europe/Lisbon or America/Denver."


def test_a_zone_set_later_leaves_published_times_as_they_are(bakery):
    bakery.library.set_timezone("bakers", "Asia/Tokyo")
    assert bakery.library.load("bakers").sessions[0].start.isoformat() == "2027-05-11T10:00:00+01:00"
    assert bakery.library.conferences()[0].timezone == "Asia/Tokyo"


@pytest.mark.parametrize("text", ["5", "25:00", "12:01", "05:00:30", "05:00+01:00", "noon", "\ud83d"])
def test_a_start_of_the_day_that_is_none_is_refused(bakery, text, refusal):
    said = text.encode("utf-8", "replace").decode()
    assert refusal(lambda: bakery.library.set_day_starts("bakers", text)) == (
        f"{said!r} is no start of a day. Write a time from 00:00 to 12:00, such as 05:00."
    )


def test_the_start_of_the_day_is_kept_and_reaches_every_session_but_no_version(bakery):
    before, versions = bakery.library.load("bakers"), bakery.library.versions("bakers")
    bakery.library.set_day_starts("bakers", "11:00")
    after = bakery.again().load("bakers")
    assert bakery.library.conference("bakers").day_starts == time(11)
    assert (after.day_starts, after.sessions[0].day_starts) == (time(11), time(11))
    assert after.sessions[0].day == date(2027, 5, 10)
    assert after.sessions == before.sessions
    assert (after.version != before.version, after.content) == (True, before.content)
    assert bakery.library.versions("bakers") == versions
    bakery.library.set_day_starts("bakers", "")
    assert bakery.library.load("bakers") == before


def test_every_deed_is_one_line_that_says_who_what_when_and_which_version(bakery):
    bakery.publish("Cake", who="Ben")
    bakery.library.publish("bakers", 1, "Ana", 2)
    bakery.library.rename("bakers", "Millers", "Ana")
    bakery.library.delete("bakers", "Ben")
    lines = bakery.again().audit()
    assert [(line.who, line.what, line.slug, line.version) for line in lines] == [
        ("Ana", "create", "bakers", None),
        ("Ana", "publish", "bakers", 1),
        ("Ben", "publish", "bakers", 2),
        ("Ana", "roll back", "bakers", 1),
        ("Ana", "rename", "bakers", None),
        ("Ben", "delete", "bakers", 1),
    ]
    assert sorted(line.when for line in lines) == [line.when for line in lines]


def test_what_nobody_sees_is_no_line_and_other_conferences_have_their_own(bakery):
    bakery.stage("Cake")
    bakery.library.discard("bakers", 2)
    bakery.library.remember_mapping("bakers", {})
    bakery.library.create("millers", "Millers", who="Ben")
    assert [line.what for line in bakery.library.audit("bakers")] == ["create", "publish"]
    assert [line.who for line in bakery.library.audit("millers")] == ["Ben"]
    assert bakery.library.audit("nobody") == ()


@pytest.mark.parametrize("who", ["Ana\nBen", "\ud83d", '"', "\u2028", "\0", "", "w" * 999])
def test_whoever_it_was_the_audit_says_so(bakery, who):
    bakery.library.hide("bakers", True, who)
    assert bakery.again().audit()[-1].who == who[:200]


def test_what_was_deleted_is_gone_and_its_slug_is_free_again(bakery, refusal):
    bakery.library.delete("bakers", "Ben")
    assert (bakery.library.conferences(), bakery.library.all_conferences(), bakery.library.states()) == ((), (), ())
    refusal(lambda: bakery.library.load("bakers"), NoSuchConference)
    bakery.library.create("bakers", "Bakers again")
    assert bakery.library.versions("bakers") == ()
    assert [line.what for line in bakery.library.audit("bakers")] == ["create", "publish", "delete", "create"]


def test_what_is_said_of_a_conference_is_kept_as_it_was_understood(bakery):
    library = bakery.library
    library.set_examples("bakers", ["rolls", " ", "rye\nbread"])
    library.set_aliases("bakers", [("SB", "soda bread"), ("RB", "rye bread"), ("RB", "rugbr\u00f8d")])
    said = bakery.again().conference("bakers")
    assert said.examples == ("rolls", "rye bread")
    assert said.aliases == (("SB", "soda bread"), ("RB", "rye bread"), ("RB", "rugbr\u00f8d"))
    assert library.load("bakers").aliases == said.aliases


@pytest.mark.parametrize(
    ("aliases", "said"),
    [
        ([("SB", "")], "alias 'SB' must stand for a text of 1 to 200 letters, or a list of such texts."),
        ([("SB", "x" * 201)], "alias 'SB' must stand for a text of 1 to 200 letters, or a list of such texts."),
        ([("S", f"bread {n}") for n in range(501)], "has 501 aliases; at most 500 are read. Take some away."),
    ],
)
def test_aliases_that_would_not_be_read_are_not_kept(bakery, aliases, said, refusal):
    assert refusal(lambda: bakery.library.set_aliases("bakers", aliases)).endswith(said)
    assert bakery.again().conference("bakers").aliases == ()


def test_slugs_come_in_the_order_of_their_letters(store):
    library = store.library()
    for slug in ("b", "a-b", "ab", "a1", "a"):
        library.create(slug, slug)
    assert [conference.slug for conference in library.all_conferences()] == ["a", "a-b", "a1", "ab", "b"]


def test_the_states_are_what_attendees_are_to_see_of_each_conference(bakery):
    library = bakery.library
    library.create("millers", "Millers")
    library.stage("millers", library.load("bakers"), Draft("Ben", "millers.csv"))
    first = library.versions("bakers")[0].digest
    assert library.states() == (State("bakers", library.conference("bakers"), first),)
    library.hide("bakers", True)
    bakery.publish("Cake")
    library.publish("millers", 1, "Ben", None)
    assert library.states() == (
        State("bakers", library.conference("bakers"), library.versions("bakers")[0].digest),
        State("millers", library.conference("millers"), first),
    )
