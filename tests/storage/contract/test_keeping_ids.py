"""In every store what is staged keeps the ids that attendees know, and the preview says the same before."""

from datetime import timedelta

from bakers import TEN

from session_finder.access.organizers import Organizer
from session_finder.domain.library import Unchanged
from session_finder.domain.sessions import Programme, Session
from session_finder.intake import Reading
from session_finder.publishing.publisher import Publisher
from session_finder.publishing.upload import Upload

ANA = Organizer("Ana")


def reading(**hours):
    """A file without ids, of these titles at these hours after ten."""
    made = tuple(
        Session(f"{title}{hour}", title, start=TEN.replace(tzinfo=None) + timedelta(hours=hour))
        for title, hour in hours.items()
    )
    return Reading(Programme("x", "x", made), (), made_ids=frozenset(session.id for session in made))


def published(bakery, file):
    publisher = Publisher(bakery.library, lambda programme, progress: None)
    told = publisher.preview("bakers", file)
    done = publisher.publish("bakers", Upload("a.csv", file, bakery.current), ANA)
    assert isinstance(done, Unchanged) or done.summary == told.summary()
    return told, done


def ids(bakery):
    return {session.title: session.id for session in bakery.again().load("bakers").sessions}


def test_a_session_that_moved_keeps_its_id_and_an_equal_file_changes_nothing(bakery):
    published(bakery, reading(Tarts=1, Scones=2))
    before = ids(bakery)
    told, done = published(bakery, reading(Scones=5, Tarts=1))
    assert told.summary() == done.summary == "1 changed"
    assert [change.after.id for change in told.changed] == ["Scones2"]
    assert ids(bakery) == before
    _, same = published(bakery, reading(Scones=5, Tarts=1))
    assert isinstance(same, Unchanged)


def test_what_an_earlier_version_had_comes_back_with_its_id(bakery):
    published(bakery, reading(Tarts=1, Scones=2))
    before = ids(bakery)
    published(bakery, reading(Tarts=1))
    told, _ = published(bakery, reading(Tarts=1, Scones=7))
    assert [session.id for session in told.added] == ["Scones2"]
    assert ids(bakery) == before


def test_a_draft_keeps_what_attendees_see_when_it_is_staged_whatever_was_looked_at_before(bakery):
    publisher = Publisher(bakery.library, lambda programme, progress: None)
    mine = reading(Tarts=4)
    assert publisher.preview("bakers", mine).summary() == "1 added, 2 removed"
    published(bakery, reading(Tarts=1))
    draft = publisher.stage("bakers", Upload("mine.csv", mine), ANA)
    assert draft.summary == "1 changed"
    publisher.resume("bakers", draft.number, ANA, bakery.current)
    assert ids(bakery) == {"Tarts": "Tarts1"}
