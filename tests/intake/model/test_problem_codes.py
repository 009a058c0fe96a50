"""Codes of problems, collected from the package's own syntax trees."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import session_finder
from session_finder.intake.model.problem_codes import CODES

PACKAGE = Path(session_finder.__file__).parent
# Calls that take a code and, right behind it, the sentence.
MAKERS = {"Problem", "refused", "_cannot_open", "_EndedError"}
KEBAB = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def scopes(tree):
    """Each function of a module with what is assigned in it, and the module itself."""
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]:
        yield scope, [node for node in ast.walk(scope) if isinstance(node, ast.Assign | ast.AnnAssign)]


def sentence(node, assigned):
    """The template of a sentence; a name is resolved to what was assigned last above its use."""
    if isinstance(node, ast.Name):
        above = {
            one.lineno: one.value
            for one in assigned
            for target in (one.targets if isinstance(one, ast.Assign) else [one.target])
            if isinstance(target, ast.Name) and target.id == node.id and one.lineno < node.lineno
        }
        return sentence(above[max(above)], assigned) if above else node.id
    return ast.unparse(node)


def made():
    """(code, sentence, place) for each problem that the package makes; the code is "" where it is not a literal."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        everywhere = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        inner = {}
        for scope, assigned in scopes(tree):  # inner functions come last and win
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in MAKERS:
                    inner[node] = assigned
        for call, assigned in inner.items():
            literals = [value.value if isinstance(value, ast.Constant) else "" for value in call.args]
            position = next((n for n, text in enumerate(literals[:-1]) if text in CODES), None)
            place = f"{path.relative_to(PACKAGE)}:{call.lineno}"
            code = "" if position is None else literals[position]
            said = "" if position is None else sentence(call.args[position + 1], [*everywhere, *assigned])
            found.add((code, said, place))
    return sorted(found)


MADE = made()
# They hand on the code of their caller, or what came over the wire.
HANDED_ON = {
    *("intake/files/opening.py", "intake/shared/json_access.py", "intake/formats/sessionize_table.py"),
    *("uploads/subprocess_reader.py", "uploads/wire_format.py"),
}
ELSEWHERE = {"owners-not-informed", "owners-not-confirmed"}  # pairs of code and sentence in sessionize_table


def test_every_problem_is_made_with_a_code_of_the_table():
    without = [place for code, _, place in MADE if not code and place.split(":")[0] not in HANDED_ON]
    assert without == []
    assert len([place for code, _, place in MADE if not code]) == len(HANDED_ON)


def test_every_code_of_the_table_is_used():
    assert CODES.keys() - {code for code, _, _ in MADE} == ELSEWHERE
    text = (PACKAGE / "intake/formats/sessionize_table.py").read_text(encoding="utf-8")
    assert [code for code in sorted(ELSEWHERE) if f'"{code}"' not in text] == []


def test_one_code_stands_for_one_sentence_and_one_sentence_has_one_code():
    sentences, codes = defaultdict(set), defaultdict(set)
    for code, said, _ in MADE:
        if code:
            sentences[code].add(said)
            codes[said].add(code)
    assert {code: several for code, several in sentences.items() if len(several) > 1} == {}
    assert {said: several for said, several in codes.items() if len(several) > 1} == {}


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_kebab_case_and_explained_in_one_sentence(code):
    assert KEBAB.fullmatch(code)
    assert re.fullmatch(r"[A-Za-z][^\n]{10,90}\.", CODES[code])


def test_no_two_codes_are_explained_alike():
    assert len(set(CODES.values())) == len(CODES)
