"""Several subjects in one query, on the find page by AppTest."""

from __future__ import annotations

import re
from html import unescape

import pytest
from web.test_pages import arrive, results

from session_finder.web.i18n.texts import find_messages

pytestmark = pytest.mark.usefixtures("ready")  # whatever was tested before


def labels(visit):
    label = find_messages.FOUND_FOR.format(subject="<bdi>(.*?)</bdi>")
    return [unescape(one) for one in re.findall(label, results(visit))]


def captions(visit):
    return [caption.value for caption in visit.caption]


def test_at_first_each_subject_has_a_session_and_more_go_on_in_turn():
    four = ["accessibility", "maps", "kafka", "nursing"]
    visit = arrive(q="accessibility, maps, kafka and nursing")
    assert labels(visit) == four
    assert find_messages.RESULTS_SEVERAL in captions(visit)
    visit.button(key="more").click().run()
    assert labels(visit) == [*four, *four, "accessibility"]


def test_what_is_missing_is_named_as_text():
    visit = arrive(q="hiring; SQL; *burnout*")
    assert labels(visit) == ["hiring", "SQL", "SQL"]
    assert find_messages.MISSING.format(subjects="“burnout”") in captions(visit)


def test_one_subject_has_no_label():
    visit = arrive(q="health analytics")
    assert labels(visit) == []
    assert find_messages.RESULTS in captions(visit)
