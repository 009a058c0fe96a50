"""How good the answers are: judged interests against what the finder says, by the field's usual measures."""

from __future__ import annotations

import ir_measures
from ir_measures import RR, Success, nDCG

from session_finder.application.finder import SessionFinder
from session_finder.application.golden import Judged

DEPTH = 10
MEASURES = {"nDCG@3": nDCG @ 3, "success@3": Success @ 3, "nDCG@10": nDCG @ 10, "MRR@10": RR @ 10}


def ranked(finder: SessionFinder, judged: tuple[Judged, ...], depth: int = DEPTH) -> dict[str, list[str]]:
    """For each interest the ids of its ``depth`` best sessions, best first."""
    return {
        interest.id: [match.session.id for match in finder.find(interest.text, depth).matches] for interest in judged
    }


def measured(judged: tuple[Judged, ...], rankings: dict[str, list[str]]) -> dict[str, float]:
    """The mean of each of MEASURES over the interests; one that no ranking names counts as 0."""
    known = {interest.id: interest.answers for interest in judged}
    run = {
        interest: {session: float(len(ids) - place) for place, session in enumerate(ids)}
        for interest, ids in rankings.items()
    }
    found = ir_measures.calc_aggregate(list(MEASURES.values()), known, run)
    return {name: float(found[measure]) for name, measure in MEASURES.items()}
