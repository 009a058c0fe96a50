import pytest

from session_finder.access.organizers import Organizer, Refused, Roster, age_of_sign_in, name_typed

TABLE = {"all": ["Ada@Harbour.example"], "harbour-2027": ["grace@harbour.example"], "quay": ["grace@harbour.example"]}


def claims(email="ada@harbour.example", **others):
    return {"is_logged_in": True, "email": email, "email_verified": True, **others}


def test_an_organizer_of_all_may_change_every_conference():
    assert Organizer("Ada").may("harbour-2027")
    Organizer("Ada").check("anything")


def test_an_organizer_of_one_may_change_that_one_only():
    grace = Organizer("Grace", frozenset({"quay"}))
    assert (grace.may("quay"), grace.may("harbour-2027"), grace.may("")) == (True, False, False)
    with pytest.raises(Refused, match=r"^Grace may not change harbour-2027\. Whoever runs this server can allow it\.$"):
        grace.check("harbour-2027")


def test_an_organizer_of_none_may_change_nothing():
    assert not Organizer("Nobody", frozenset()).may("quay")


def test_the_roster_gives_each_address_its_conferences_whatever_its_case():
    roster = Roster.of_table(TABLE)
    assert roster.organizer(claims("ADA@harbour.example")) == Organizer("ada@harbour.example", None)
    assert roster.organizer(claims(" grace@harbour.example ")) == Organizer(
        "grace@harbour.example", frozenset({"harbour-2027", "quay"})
    )


@pytest.mark.parametrize("verified", [False, None, "true", "True", 1, "yes", [True]])
def test_only_an_address_that_the_provider_calls_verified_counts(verified):
    with pytest.raises(Refused, match=r"does not vouch for ada@harbour\.example"):
        Roster.of_table(TABLE).organizer(claims(email_verified=verified))


def test_a_provider_that_says_nothing_of_verification_does_not_vouch():
    said = claims()
    del said["email_verified"]
    with pytest.raises(Refused, match="does not vouch"):
        Roster.of_table(TABLE).organizer(said)


@pytest.mark.parametrize("email", ["mallory@harbour.example", "ada@harbour.example.evil", "xada@harbour.example"])
def test_a_stranger_is_told_who_can_let_them_in(email):
    with pytest.raises(Refused, match=r"is no organizer here\. Whoever runs this server can add the address"):
        Roster.of_table(TABLE).organizer(claims(email))


@pytest.mark.parametrize("email", [None, "", "@", 7, ["ada@harbour.example"], "ada", "a@", "@b"])
def test_without_an_address_nobody_is_let_in(email):
    with pytest.raises(Refused, match="gave no e-mail address"):
        Roster.of_table(TABLE).organizer(claims(email))


@pytest.mark.parametrize("logged_in", [False, None, "true", 1])
def test_what_a_header_says_is_no_sign_in(logged_in):
    with pytest.raises(Refused, match="gave no e-mail address"):
        Roster.of_table(TABLE).organizer(claims(is_logged_in=logged_in))


def test_without_a_table_nobody_is_an_organizer():
    assert Roster.of_table(None) == Roster.of_table({}) == Roster()
    with pytest.raises(Refused, match="is no organizer here"):
        Roster().organizer(claims())


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (["ada@harbour.example"], r"\[organizers\] in secrets.toml is no table"),
        ({"all": "ada@harbour.example"}, "all must be a list of e-mail addresses"),
        ({"quay": ["ada@harbour.example", 7]}, "quay must be a list"),
        ({"quay": ["@"]}, "quay must be a list"),
        ({"quay": {"ada@harbour.example": True}}, "quay must be a list"),
    ],
)
def test_a_table_with_a_slip_lets_nobody_in_and_says_where_it_is(table, sentence):
    with pytest.raises(Refused, match=sentence):
        Roster.of_table(table)


def test_the_age_of_a_sign_in_is_what_the_provider_says():
    assert age_of_sign_in({"iat": 1000}, 1060.0) == 60.0


@pytest.mark.parametrize("issued", [None, "1000", True, float("nan"), [1000]])
def test_a_sign_in_of_unknown_age_is_too_old(issued):
    assert age_of_sign_in({"iat": issued}, 1060.0) == float("inf")
    assert age_of_sign_in({}, 1060.0) == float("inf")


def test_a_typed_name_is_one_short_line():
    assert name_typed("  Ada\n\tLovelace\x00\u202e ") == "Ada Lovelace"
    assert name_typed("x" * 5000) == "x" * 80
    assert name_typed(" \n") == ""
