import pytest

from session_finder.planning.alternatives import Alternative, alternative
from session_finder.search.relevance import MOST_INTERESTS, Relevance


def by_id(finder, *ids):
    return [finder.programme.by_id[name] for name in ids]


def test_one_interest_is_as_close_to_each_session_as_the_search_says(finder):
    relevance = Relevance.of(finder, ["Health Analytics?"])
    for match in finder.find("Health Analytics?", 20).matches:
        fit = relevance.suggestion(match.session)
        if match.closeness == "far":
            assert (fit, relevance.gain(match.session)) == (None, 0)
        else:
            assert (fit.closeness, fit.evidence, fit.interest) == (match.closeness, match.evidence, "Health Analytics?")
            assert fit.share == pytest.approx(match.share)


def test_of_several_interests_a_session_counts_for_the_one_it_fits_best(finder):
    graphs, fhir = (finder.find(interest).matches[0].session for interest in ("fraud rings in graphs", "FHIR"))
    relevance = Relevance.of(finder, ["fraud rings in graphs", "FHIR"])
    assert relevance.suggestion(graphs).interest == "fraud rings in graphs"
    assert relevance.suggestion(fhir).interest == "FHIR"
    assert relevance.gain(fhir) == Relevance.of(finder, ["FHIR"]).gain(fhir)


def test_what_nothing_is_close_to_makes_nothing_relevant(finder):
    relevance = Relevance.of(finder, ["how to fry an egg"])
    assert {relevance.gain(session) for session in finder.programme.sessions} == {0}
    assert relevance.best(finder.programme.sessions) is None


def test_without_an_interest_or_a_star_nothing_is_known(finder):
    assert not Relevance.of(finder, ["", "  "])
    assert Relevance.of(finder, ["FHIR"])


def test_a_star_is_an_interest_that_names_its_session_and_not_itself(finder):
    star, like = by_id(finder, "HC-17", "TP-15")
    relevance = Relevance.of(finder, [], [star])
    assert relevance.best(finder.programme.sessions) == like
    fit = relevance.suggestion(like)
    assert (fit.like, fit.interest) == (star, "")
    assert relevance.gain(star) == 0


def test_breaks_say_nothing_of_what_somebody_likes(finder):
    assert not Relevance.of(finder, [], by_id(finder, "B1-1040"))


def test_a_typed_interest_is_worth_more_than_a_likeness(finder):
    star, like = by_id(finder, "HC-17", "TP-15")
    typed = Relevance.of(finder, ["synthetic patients"], [star])
    assert typed.suggestion(like).interest == "synthetic patients"


def test_interests_are_read_up_to_their_bound_and_each_once(finder):
    many = ["FHIR", "FHIR", *(f"maps {number}" for number in range(30))]
    assert len(Relevance.of(finder, many).interests) == MOST_INTERESTS


def test_the_same_talk_at_another_time_comes_before_a_similar_one(finder):
    workshop, panel, again = by_id(finder, "HC-03", "EC-11", "HC-03-R")
    found = alternative(finder, workshop, [workshop, panel], finder.programme.searchable)
    assert found == Alternative(again, repeat=True)


def test_a_repeat_that_clashes_too_or_is_over_is_no_way_out(finder):
    workshop, other, busy = by_id(finder, "HC-03", "EC-11", "ML-04")
    found = alternative(finder, workshop, [workshop, other, busy], finder.programme.searchable)
    assert found is None or not found.repeat
    gone = [session for session in finder.programme.searchable if session.id != "HC-03-R"]
    found = alternative(finder, workshop, [workshop, other], gone)
    assert found is None or not found.repeat


def test_the_most_similar_session_is_offered_where_it_fits(finder):
    star, like, beside = by_id(finder, "HC-17", "TP-15", "VS-05")
    possible = finder.programme.searchable
    assert alternative(finder, star, [star, beside], possible) == Alternative(like, repeat=False)
    (rival,) = by_id(finder, "EC-17")  # at the same time as the similar one
    found = alternative(finder, star, [star, beside, rival], possible)
    assert found is None or found.session != like


def test_nothing_like_it_is_said_by_nothing(finder):
    leopards, other = by_id(finder, "CP-12", "EC-07")
    assert alternative(finder, leopards, [leopards, other], [other]) is None


def test_repeats_have_one_leader(finder):
    assert finder.leader("HC-03-R") == finder.leader("HC-03") == "HC-03"
    assert [session.id for session in finder.repeats("HC-03-R")] == ["HC-03"]
    assert (finder.leader("B1-1040"), finder.repeats("B1-1040"), finder.repeats("no such")) == ("B1-1040", (), ())
