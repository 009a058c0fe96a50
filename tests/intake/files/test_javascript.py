import pytest
from waiting import nobody_is_held

from session_finder.intake import read_programme
from session_finder.intake.files.javascript import javascript_tree


@pytest.mark.parametrize(
    "text",
    [
        "var program = [{title: 'Tides'}];",
        "// made by a tool [1]\n'use strict';\nlet talks = [{title: 'Tides',},]",
        "export default [{'title': \"Tides\"}];\n",
        "export const talks: Talk[] = [{title: `Tides`}] as const;",
        "window.programme = [{title: 'Tides'}]",
        "window['programme'] = [{title: 'Tides'}]",
        "module.exports = [{title: 'Ti' + \"des\"}];",
        "const fs = require('fs');\nconst talks = Object.freeze([{title: 'Tides'}]);\nmodule.exports = talks;",
        "import { Talk } from './talk';\nexport const talks = [{title: 'Tides'}];",
        "/**/ callback([{title: 'Tides'}]);",
        "/**/ typeof show === 'function' && show([{title: 'Tides'}]);",
        "[{title: 'Tides'}]",
        "([{title: 'Tides'}])",
    ],
)
def test_one_literal_is_the_tree(text):
    assert javascript_tree(text) == [{"title": "Tides"}]


def test_several_variables_are_one_object():
    text = "var program = [{title: 'Tides'}];\nvar people = [{name: ['Mara Quill']}];"
    assert javascript_tree(text) == {"program": [{"title": "Tides"}], "people": [{"name": ["Mara Quill"]}]}


def test_strings_dates_and_comments_are_read_as_javascript_means_them():
    text = (
        "var p = [{a: 'it\\'s \"so\"', b: `two\nlines`, c: new Date('2027-05-11T09:00'), d: undefined, /* } */\n"
        "e: 'a' + `b` + \"c\", f: 0x1F, // ]\n g: '// no comment', h: '\\u00e9', i: \"};\"}]"
    )
    assert javascript_tree(text) == [
        {
            "a": 'it\'s "so"',
            "b": "two\nlines",
            "c": "2027-05-11T09:00",
            "d": None,
            "e": "abc",
            "f": 31,
            "g": "// no comment",
            "h": "é",
            "i": "};",
        }
    ]


def test_a_programme_in_a_variable_is_read():
    text = 'var program = [{"id": "7", "title": "Tides", "date": "2027-05-11", "time": "09:30", "desc": "Ebb"}];'
    reading = read_programme(text.encode(), "program.js", "Europe/Lisbon")
    (session,) = reading.programme.sessions
    assert (reading.format, session.id, session.title) == ("JavaScript", "7", "Tides")
    assert session.start.isoformat() == "2027-05-11T09:30:00+01:00"


@pytest.mark.parametrize(
    "text",
    [
        "import { render } from 'preact';\nrender(1);",
        "function load() { const talks = [{title: 'Tides'}]; return talks; }",
        "(function () { var talks = [{title: 'Tides'}]; })();",
        "const talks = [{title: name(1)}];",
        "const talks = [{title: `${name}`}];",
        "var talks = 5;",
    ],
)
def test_a_program_is_called_javascript_and_the_organizer_hears_what_to_do(text):
    problem = javascript_tree(text)
    assert problem.code == "javascript-without-list"
    assert problem.advice.startswith("This is JavaScript with no list of sessions")


@pytest.mark.parametrize(
    "text",
    [
        "title,room\nTides,Quay\n",
        "function,class\nlet it be,new\n",
        "let it be known that\n",
        "window seat,aisle\n",
        "[",
        "",
    ],
)
def test_tables_and_prose_are_not_javascript(text):
    assert javascript_tree(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("var a = " + "[" * 10_000_000, "too-many-json-parts"),
        ("var a = [" + "1," * 2_000_001 + "]", "too-many-json-values"),
        ("var a = " + "[" * 65 + "]" * 65, "nested-too-deep"),
        ("var a = '" + "\\'" * 5_000_000, "javascript-without-list"),
        ("var a = `" + "\\`" * 5_000_000, "javascript-without-list"),
        ("var a = [/*" + "/*" * 1_000_000, "javascript-without-list"),
        ("var a = [" + "9" * 1_000_000 + "]", "javascript-without-list"),
        ("var " + "a=" * 1_000_000, "javascript-without-list"),
        ("var a=[];" * 200_000, "javascript-without-list"),
    ],
)
def test_hostile_javascript_is_refused_in_linear_time(text, code):
    with nobody_is_held():
        assert javascript_tree(text).code == code
