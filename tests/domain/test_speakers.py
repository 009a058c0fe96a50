"""A speaker as the programme writes it: a name, and what stands behind it."""

from __future__ import annotations

import pytest

from session_finder.domain.speakers import Speaker, speaker


@pytest.mark.parametrize(
    ("written", "name", "employer"),
    [
        ("Ana Silva", "Ana Silva", ""),
        (" Ana Silva (Harbour Hospital) ", "Ana Silva", "Harbour Hospital"),
        ("Ana Silva, Harbour Hospital", "Ana Silva", "Harbour Hospital"),
        ("Ana Silva - Harbour Hospital", "Ana Silva", "Harbour Hospital"),
        ("Ana Silva-Prado | Harbour", "Ana Silva-Prado", "Harbour"),
        ("Silva, Ana", "Silva, Ana", ""),
        ("Silva, Ana Maria Costa", "Silva, Ana Maria Costa", ""),
        ("Silva, Ana, PhD, Quay University", "Silva, Ana", "Quay University"),
        ("Ana Silva, M.D., Ph.D.", "Ana Silva", ""),
        ("Ana Silva, Head of Charts, Tidewater", "Ana Silva", "Head of Charts, Tidewater"),
        ("van der Berg, Jan", "van der Berg, Jan", ""),
        ("Jan van der Berg, Tidewater", "Jan van der Berg", "Tidewater"),
        ("Prof. Silva, Ana", "Prof. Silva, Ana", ""),
        ("Li, Wei (Quay Univ)", "Li, Wei", "Quay Univ"),
        ("Ana Silva, Pilot (Quay, Harbour)", "Ana Silva", "Pilot, Quay, Harbour"),
        ("Madonna, Harbour Hospital", "Madonna", "Harbour Hospital"),
        ("(to come)", "(to come)", ""),
        ("", "", ""),
    ],
)
def test_a_speaker_is_a_name_and_what_stands_behind_it(written, name, employer):
    assert speaker(written) == Speaker(name, employer)
