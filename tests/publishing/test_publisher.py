"""Publishing as an organizer does it: a real library on disk, and what is embedded written down."""

import pytest

from session_finder.access.organizers import Organizer, Refused
from session_finder.branding.logo import CleanLogo, clean_logo
from session_finder.domain.errors import Conflict, Invalid, NoSuchVersion, StoreError
from session_finder.domain.identity import UNBRANDED, Identity
from session_finder.domain.library import Unchanged
from session_finder.domain.sessions import Programme, Session
from session_finder.intake import Problem, Reading
from session_finder.intake.model.columns import has_columns
from session_finder.publishing.publisher import Publisher
from session_finder.publishing.upload import Upload
from session_finder.storage.files.library import FileLibrary

ANA = Organizer("Ana")
BEN = Organizer("Ben", frozenset({"nurses"}))
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'


def reading(*titles):
    sessions = tuple(Session(id=title, title=title) for title in titles)
    return Reading(Programme("upload", "upload", sessions), ())


class Embedding:
    """Writes down what is embedded and what attendees see meanwhile; ``fails`` is raised instead."""

    def __init__(self, library):
        self.library = library
        self.done = []
        self.served_meanwhile = []
        self.fails = None

    def __call__(self, programme, progress):
        if self.fails:
            raise self.fails
        self.done.append((programme.slug, programme.aliases, titles(programme)))
        self.served_meanwhile.append(served(self.library))
        if progress:
            progress(len(programme.sessions), len(programme.sessions))


def titles(programme):
    return [session.title for session in programme.sessions]


def served(library):
    try:
        return titles(library.load("bakers"))
    except StoreError:
        return None


@pytest.fixture
def library(tmp_path):
    library = FileLibrary(tmp_path / "data")
    library.create("bakers", "Bakers 2027")
    return library


@pytest.fixture
def embedding(library):
    return Embedding(library)


@pytest.fixture
def publisher(library, embedding):
    return Publisher(library, embedding)


def test_a_version_is_embedded_as_it_will_be_served_and_then_seen(publisher, library, embedding):
    library.set_aliases("bakers", [("SB", "sourdough bread")])
    heard = []
    first = publisher.publish("bakers", Upload("a.csv", reading("Bread")), ANA, lambda *told: heard.append(told))
    assert (first.number, first.who, first.source, first.current) == (1, "Ana", "a.csv", True)
    publisher.publish("bakers", Upload("b.csv", reading("Bread", "Rolls"), 1), ANA)
    assert served(library) == ["Bread", "Rolls"]
    aliases = (("SB", "sourdough bread"),)
    assert embedding.done == [("bakers", aliases, ["Bread"]), ("bakers", aliases, ["Bread", "Rolls"])]
    assert embedding.served_meanwhile == [None, ["Bread"]]
    assert heard == [(1, 1)]


def test_the_same_file_again_changes_nothing_and_says_so(publisher, library, embedding):
    first = publisher.publish("bakers", Upload("a.csv", reading("Bread")), ANA)
    assert publisher.publish("bakers", Upload("again.csv", reading("Bread"), 1), ANA) == Unchanged(first)
    assert len(embedding.done) == 1
    assert library.versions("bakers") == (first,)
    assert [line.what for line in library.audit()] == ["create", "publish"]


def test_preview_tells_what_attendees_would_find_changed_and_writes_nothing(publisher, library):
    assert publisher.preview("bakers", reading("Bread")).summary() == "1 added"
    publisher.publish("bakers", Upload("a.csv", reading("Bread", "Rolls")), ANA)
    change = publisher.preview("bakers", reading("Bread", "Cake"))
    assert change.summary() == "1 added, 1 removed"
    assert publisher.preview("nowhere", reading("Bread")).summary() == "1 added"
    assert len(library.versions("bakers")) == 1


def test_when_embedding_fails_the_old_is_served_and_the_draft_can_be_resumed(publisher, library, embedding):
    publisher.publish("bakers", Upload("a.csv", reading("Bread")), ANA)
    embedding.fails = RuntimeError("the machine went to sleep")
    with pytest.raises(RuntimeError, match="went to sleep"):
        publisher.publish("bakers", Upload("b.csv", reading("Cake"), 1), ANA)
    assert served(library) == ["Bread"]
    (draft,) = publisher.drafts("bakers")
    assert (draft.number, draft.source, draft.summary) == (2, "b.csv", "1 added, 1 removed")
    embedding.fails = None
    assert publisher.resume("bakers", 2, ANA, 1).current
    assert served(library) == ["Cake"]
    assert publisher.drafts("bakers") == ()
    assert publisher.resume("bakers", 2, ANA, 1) == Unchanged(library.versions("bakers")[0])


def test_a_draft_is_discarded(publisher, library):
    draft = publisher.stage("bakers", Upload("a.csv", reading("Bread")), ANA)
    publisher.discard("bakers", draft.number, ANA)
    assert publisher.drafts("bakers") == ()


def test_who_began_before_another_published_is_told_who_and_when(publisher, library):
    publisher.publish("bakers", Upload("a.csv", reading("Bread")), ANA)
    publisher.publish("bakers", Upload("c.csv", reading("Cake"), 1), Organizer("Cleo"))
    with pytest.raises(Conflict, match=r"^Cleo published version 2 on .* UTC, after you began\. Version 3 is still"):
        publisher.publish("bakers", Upload("t.csv", reading("Tarts"), 1), ANA)
    assert served(library) == ["Cake"]
    assert [draft.number for draft in publisher.drafts("bakers")] == [3]
    assert publisher.resume("bakers", 3, ANA, publisher.current("bakers")).current


def test_a_roll_back_embeds_first_and_takes_published_versions_only(publisher, library, embedding):
    publisher.publish("bakers", Upload("a.csv", reading("Bread")), ANA)
    publisher.publish("bakers", Upload("b.csv", reading("Cake"), 1), ANA)
    draft = publisher.stage("bakers", Upload("t.csv", reading("Tarts")), ANA)
    assert publisher.roll_back("bakers", 1, ANA, 2).number == 1
    assert served(library) == ["Bread"]
    assert embedding.done[-1][2] == ["Bread"]
    with pytest.raises(Invalid, match=r"Version 3 of bakers is a draft that attendees never saw\."):
        publisher.roll_back("bakers", draft.number, ANA, 1)
    with pytest.raises(NoSuchVersion, match=r"There is no version 9 of bakers\. There are: 1, 2, 3\."):
        publisher.roll_back("bakers", 9, ANA, 1)
    assert publisher.roll_back("bakers", 1, ANA, 1) == Unchanged(library.versions("bakers")[-1])


def test_who_may_not_changes_nothing(publisher, library, embedding):
    publisher.publish("bakers", Upload("a.csv", reading("Bread")), ANA)
    publisher.publish("bakers", Upload("b.csv", reading("Cake"), 1), ANA)
    draft = publisher.stage("bakers", Upload("t.csv", reading("Tarts")), ANA)
    before = (library.conferences(), library.versions("bakers"), library.audit(), len(embedding.done))
    attempts = [
        lambda: publisher.stage("bakers", Upload("r.csv", reading("Rolls")), BEN),
        lambda: publisher.publish("bakers", Upload("r.csv", reading("Rolls"), 2), BEN),
        lambda: publisher.resume("bakers", draft.number, BEN, 2),
        lambda: publisher.roll_back("bakers", 1, BEN, 2),
        lambda: publisher.discard("bakers", draft.number, BEN),
        lambda: publisher.create("cooks", "Cooks", "", BEN),
        lambda: publisher.rename("bakers", "Ours", BEN),
        lambda: publisher.hide("bakers", True, BEN),
        lambda: publisher.delete("bakers", BEN),
        lambda: publisher.set_timezone("bakers", "Europe/Lisbon", BEN),
        lambda: publisher.set_examples("bakers", ["x"], BEN),
        lambda: publisher.set_day_starts("bakers", "05:00", BEN),
        lambda: publisher.set_aliases("bakers", [("x", "y")], BEN),
        lambda: publisher.set_identity("bakers", {"accent": "#9a3412"}, BEN),
        lambda: publisher.set_logo("bakers", DRAWING, BEN),
        lambda: publisher.set_logo("bakers", b"no drawing", BEN),
        lambda: publisher.set_logo("bakers", b"", BEN),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="Ben may not change"):
            attempt()
    assert (library.conferences(), library.versions("bakers"), library.audit(), len(embedding.done)) == before


def test_an_organizer_of_one_conference_changes_that_one(publisher, library):
    publisher.create("nurses", "Nurses", "Europe/Lisbon", BEN)
    assert publisher.publish("nurses", Upload("n.csv", reading("Night shifts")), BEN).current
    publisher.rename("nurses", "Nurses 2027", BEN)
    publisher.set_timezone("nurses", "Asia/Tokyo", BEN)
    publisher.set_examples("nurses", ["sleep"], BEN)
    publisher.set_aliases("nurses", [("RN", "registered nurse")], BEN)
    publisher.set_identity("nurses", {"place": "Porto"}, BEN)
    logo = publisher.set_logo("nurses", DRAWING, BEN).logo
    publisher.hide("nurses", True, BEN)
    conference = library.conference("nurses")
    assert (conference.name, conference.timezone, conference.examples) == ("Nurses 2027", "Asia/Tokyo", ("sleep",))
    assert (conference.hidden, conference.identity) == (True, Identity(place="Porto", logo=logo.name))
    publisher.delete("nurses", BEN)
    assert [(line.who, line.what) for line in library.audit("nurses")] == [
        ("Ben", "create"),
        ("Ben", "publish"),
        ("Ben", "rename"),
        ("Ben", "hide"),
        ("Ben", "delete"),
    ]


def test_a_logo_is_made_safe_before_it_is_kept_and_what_is_none_changes_nothing(publisher, library):
    done = publisher.set_logo("bakers", DRAWING.replace(b"<path", b"<script/><path onload='x'"), ANA)
    assert done == CleanLogo(clean_logo(DRAWING).logo, ("script",))
    assert library.logo("bakers", done.logo.name) == clean_logo(DRAWING).logo.content
    with pytest.raises(Invalid, match=r"^The logo is neither a PNG nor an SVG"):
        publisher.set_logo("bakers", b"GIF89a", ANA)
    assert library.conference("bakers").identity.logo == done.logo.name
    assert publisher.set_logo("bakers", b"", ANA) is None
    assert library.conference("bakers").identity == UNBRANDED


def test_the_columns_that_were_chosen_are_remembered_for_files_that_have_them(publisher):
    chosen = {"title": "What", "speakers": "First + Last", "url": ""}
    publisher.stage("bakers", Upload("a.csv", reading("Bread"), mapping=chosen), ANA)
    assert publisher.remembered_mapping("bakers") == chosen
    assert has_columns(chosen, ["When", "What", "First", "Last"])
    assert not has_columns(chosen, ["What", "First"])
    assert not has_columns(chosen, [])
    publisher.stage("bakers", Upload("b.csv", reading("Cake")), ANA)
    assert publisher.remembered_mapping("bakers") == chosen
    publisher.stage("bakers", Upload("c.csv", reading("Tarts"), mapping={}), ANA)
    assert publisher.remembered_mapping("bakers") == {}


@pytest.mark.parametrize(
    ("problems", "sentence"),
    [
        (["Too long."], "The file cannot be published: error: line 3: Too long."),
        (["Too long.", "Too wide."], "The file cannot be published: error: line 3: Too long. (the first of 2 errors)"),
    ],
)
def test_a_reading_with_errors_is_neither_previewed_nor_staged(publisher, library, problems, sentence):
    unusable = Reading(None, tuple(Problem("error", "no-rows", advice, 3) for advice in problems))
    for attempt in (
        lambda: publisher.preview("bakers", unusable),
        lambda: publisher.publish("bakers", Upload("a.csv", unusable), ANA),
    ):
        with pytest.raises(Invalid) as refused:
            attempt()
        assert str(refused.value) == sentence
    assert library.versions("bakers") == ()
