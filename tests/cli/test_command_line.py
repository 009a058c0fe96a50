"""The command line as a person runs it: a process of its own, its output read."""

import csv
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from session_finder.__main__ import main
from session_finder.bootstrap import measurements, model_loading

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(warm_cache, loaded_once, monkeypatch):
    """The bundled model, no network, the run's own cache folder."""
    chosen = {"SESSION_FINDER_MODEL": "all-MiniLM-L6-v2", "SESSION_FINDER_CACHE": str(warm_cache)}
    chosen |= {"SESSION_FINDER_PRECISION": "float32", "HF_HUB_OFFLINE": "1"}
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(model_loading, "make_encoder", loaded_once)
    return {**os.environ, **chosen}


def run(*arguments, env):
    return subprocess.run(
        [sys.executable, "-m", "session_finder", *map(str, arguments)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def invoke(*arguments):
    """The same commands inside this process, where starting a new one would prove nothing more."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def programme(tmp_path):
    path = tmp_path / "programme.csv"
    path.write_text(
        "Title,Abstract,Start\n"
        "Sourdough,How to bake bread with a long fermentation,2027-05-11 10:00\n"
        "Graph networks,Message passing on molecules and social graphs,2027-05-11 11:00\n"
        "Night sky,Photographs of galaxies,nonsense\n",
        encoding="utf-8",
    )
    return path


def test_a_search_prints_three_sessions_and_a_second_one_encodes_nothing(environment, converted_cache):
    environment["SESSION_FINDER_CACHE"] = str(converted_cache)
    first = run("search", "Health Analytics?", "--json", env=environment)
    assert first.returncode == 0, first.stderr
    found = json.loads(first.stdout)
    assert found["interest"] == "Health Analytics?"
    assert found["model"] == "sentence-transformers/all-MiniLM-L6-v2"
    assert len(found["sessions"]) == 3
    assert {"id", "title", "score"} <= found["sessions"][0].keys()
    assert found["encoded"] == 148  # 150 sessions, two of them repeats

    second = json.loads(run("search", "Health Analytics?", "--json", env=environment).stdout)
    assert second == {**found, "encoded": 0}


def test_people_read_the_same_three(environment):
    for_people = invoke("search", "Health Analytics?")
    titles = [
        session["title"] for session in json.loads(invoke("search", "Health Analytics?", "--json").stdout)["sessions"]
    ]
    lines = [line for line in for_people.stdout.splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert [title in line for title, line in zip(titles, lines, strict=True)] == [True] * 3
    assert "WEST" in for_people.stdout


def test_times_and_exclusions_are_read_and_told(environment):
    asked = "health analytics, Wednesday after 14:00, but no nurses"
    told = invoke("search", asked).stdout.splitlines()
    assert (
        told[0] == "Only Wed 12 May; from 14:00, as “Wednesday after 14:00” says; --as-typed searches for these words."
    )
    assert told[1] == "Left out: sessions that say “nurses” in any form; --as-typed brings them back."
    assert told[3].startswith("   Wed 12 May, ")
    found = json.loads(invoke("search", asked, "--json").stdout)
    assert (found["interest"], found["read"]["subject"], found["read"]["without"]) == (
        asked,
        "health analytics",
        ["nurses"],
    )
    as_typed = json.loads(invoke("search", asked, "--json", "--as-typed").stdout)
    assert {name: value for name, value in as_typed["read"].items() if value not in (None, [])} == {
        "subject": asked,
        "subjects": [asked],
    }


def test_an_interest_that_only_says_when_lists_what_is_on_then(environment):
    told = invoke("search", "Wednesday morning", "--count", 20).stdout.splitlines()
    assert told[1] == "There is nothing else to search for; 17 of 150 sessions are left."
    assert len([line for line in told if line.startswith("   Wed 12 May, ")]) == 17


def test_facets_are_read_and_their_sessions_listed(environment):
    told = invoke("search", "workshops on Thursday", "--count", 10).stdout.splitlines()
    assert told[:2] == [
        "Only Thu 13 May; format workshop, as “workshops”, “on Thursday” says; --as-typed searches for these words.",
        "There is nothing else to search for; 6 of 150 sessions are left.",
    ]
    assert len([line for line in told if line.startswith("   Thu 13 May, 14:00")]) == 6
    found = json.loads(invoke("search", "Dr Okwuosa", "--json").stdout)
    assert (found["listed"], [one["id"] for one in found["sessions"]]) == (1, ["KN-2"])


def test_what_may_be_meant_is_offered_as_an_option(environment):
    told = invoke("search", "no vendor lock-in").stdout.splitlines()
    assert told[-1] == "Should “no vendor lock-in” be a filter? Add --exclude “vendor lock-in”."


def test_a_file_of_ones_own_is_searched_and_its_problems_are_named(environment, programme):
    result = invoke("search", "neural networks for graphs", "--programme", programme, "--count", 1)
    assert result.exit_code == 0
    assert result.stdout.startswith("1. Graph networks")
    assert "warning: line 4, Start: " in result.stderr


@pytest.fixture
def two_conferences(environment, tmp_path, monkeypatch):
    for slug, name, rows in (
        ("bakers", "Bakers 2027", "Sourdough,How to bake bread with a long fermentation,2027-05-11 10:00\n"),
        ("graphs", "Graphs", "Graph networks,Message passing on molecules and social graphs,2027-06-11 11:00\n"),
    ):
        folder = tmp_path / "data" / slug
        folder.mkdir(parents=True)
        (folder / "programme.csv").write_text(f"Title,Abstract,Start\n{rows}", encoding="utf-8")
        (folder / "about.toml").write_text(f'name = "{name}"\n', encoding="utf-8")
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path / "data"))


@pytest.mark.usefixtures("environment")
def test_of_several_subjects_each_session_names_its_own_and_what_is_missing_is_named():
    told = invoke("search", "leadership, hiring, burnout and SQL")
    assert "Nothing in this programme is close to “leadership”, “burnout”." in told.output
    assert re.findall(r"“(\w+)”\]$", told.output, re.M) == ["hiring", "SQL", "SQL"]


def test_everywhere_searches_all_that_is_published_and_names_the_conferences(two_conferences):
    result = invoke("search", "neural networks for graphs", "--everywhere")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].startswith("1. Graph networks  [")
    assert lines[1] == "   Graphs (2027), Fri 11 Jun, 11:00"
    assert "   Bakers 2027, Tue 11 May, 10:00" in lines
    assert lines[-1] == "Conferences searched: 2, every session of them."
    found = json.loads(invoke("search", "neural networks for graphs", "--everywhere", "--json", "--count", 1).stdout)
    assert [(one["programme"], one["title"]) for one in found["sessions"]] == [("graphs", "Graph networks")]
    assert (found["conferences"], found["approximate"]) == (2, False)


def test_everywhere_says_when_nothing_is_close_and_when_an_index_may_have_missed_a_session(
    two_conferences, monkeypatch
):
    from session_finder.federated.exact import Exact

    exact = Exact.find
    monkeypatch.setattr(Exact, "find", lambda *asked, **kept: replace(exact(*asked, **kept), approximate=True))
    told = invoke("search", "how to fry an egg", "--everywhere").stdout.splitlines()
    assert told[0] == "Nothing in any conference here is close to 'how to fry an egg'; the nearest:"
    assert told[-1] == "Conferences searched: 2, by an approximate index: a session may be missed."
    assert "This looks like German." in invoke("search", "Wie bäckt man ein gutes Brot", "--everywhere").stdout


def test_everywhere_says_what_it_leaves_out_and_searches_for_the_words_when_asked(two_conferences):
    left_out = "Left out: sessions that say “gulls” in any form; --as-typed brings them back."
    assert left_out in invoke("search", "graphs but no gulls", "--everywhere").stdout.splitlines()
    assert left_out not in invoke("search", "graphs but no gulls", "--everywhere", "--as-typed").stdout.splitlines()


def test_everywhere_takes_no_file_and_no_empty_interest(two_conferences, programme):
    both = invoke("search", "graphs", "--everywhere", "--programme", programme)
    assert both.exit_code == 2
    assert "--everywhere searches what is published" in both.stderr
    empty = invoke("search", "  ", "--everywhere")
    assert (empty.exit_code, empty.stderr.count("\n")) == (2, 1)


def searched(*arguments):
    found = invoke("search", "maps", *arguments, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)["sessions"]


def test_the_filters_are_those_of_the_api(environment):
    assert {one["start"][:10] for one in searched("--day", "2027-05-12")} == {"2027-05-12"}
    two = searched("--track", "health and care", "--track", "Seeing and Telling", "--count", 20)
    assert {one["track"] for one in two} == {"Health and Care", "Seeing and Telling"}
    late = searched("--from", "14:00", "--to", "16:00", "--room", "BOATHOUSE")
    assert late
    for one in late:
        assert one["room"] == "Boathouse"
        assert "14:00" <= one["start"][11:16] <= one["end"][11:16] <= "16:00"
    assert {one["level"] for one in searched("--level", "Introductory")} == {"introductory"}
    assert ["privacy" in one["tags"] for one in searched("--tag", "Privacy")] == [True] * 3
    assert [one["id"] for one in searched("--code", "hc-01", "--code", "none")] == ["HC-01"]
    by = searched("--speaker", "tomasz różański")
    assert {tuple(one["speakers"]) for one in by} == {("Tomasz Różański",)}
    assert {one["start"][11:16] for one in searched("--at", "10:10", "--longer", "40")} == {"10:00"}
    assert {one["format"] for one in searched("--longer", "41", "--shorter", "89")} == {"keynote"}
    assert searched("--employer", "Nowhere Institute") == []
    for phrases in (("--exclude", "map"), ("--exclude", "Maps", "--exclude", "  ")):
        texts = [f"{one['title']} {one['abstract']} {one['tags']}" for one in searched(*phrases, "--count", 50)]
        assert len(texts) == 50
        assert not [text for text in texts if re.search(r"\bmaps?\b", text, re.I)]
    assert searched("--language", "tlh") == searched("--format", "break") == []


def test_what_no_filter_can_be_is_told_in_a_sentence(environment):
    for option, value, advice in (
        ("--day", "2027-13-01", "'2027-13-01' is no date. Write 2027-05-11."),
        ("--day", "20270511", "'20270511' is no date. Write 2027-05-11."),
        ("--from", "9", "'9' is no time of day. Write 14:00."),
        ("--to", "24:00", "'24:00' is no time of day. Write 14:00."),
        ("--at", "2pm", "'2pm' is no time of day. Write 14:00."),
        ("--longer", "0", "0 is not in the range 1<=x<=1440."),
        ("--shorter", "1441", "1441 is not in the range 1<=x<=1440."),
        ("--shorter", "1h", "'1h' is not a valid integer range."),
        ("--exclude", "x" * 61, f"'{'x' * 61}' is too long. Exclude phrases of 60 characters at most."),
    ):
        refused = invoke("search", "maps", option, value)
        assert (refused.exit_code, refused.stderr.splitlines()[-1]) == (
            2,
            f"Error: Invalid value for '{option}': {advice}",
        )
    both = invoke("search", "maps", "--everywhere", "--day", "2027-05-11")
    assert both.exit_code == 2
    assert "filters are for one programme" in both.stderr


def test_filters_that_leave_nothing_say_which_is_in_the_way(environment):
    told = invoke("search", "maps", "--track", "Bakery", "--from", "14:00").stdout.splitlines()
    assert told[0] == "Of 150 sessions these filters leave none."
    assert told[1].startswith("No session has the track 'Bakery'. There are: ")
    assert "; Health and Care" in told[1]
    assert re.fullmatch(r"Without --track they leave \d+\.", told[2])
    assert len(told) == 3
    told = invoke("search", "maps", "--tag", "Bakery", "--exclude", "maps").stdout.splitlines()
    assert told[1].startswith("No session has the tag 'Bakery'. There are: ")
    assert invoke("search", "maps", "--code", "HC-01", "--shorter", 5).stdout.splitlines()[1:] == [
        "Without --shorter they leave 1."
    ]
    assert invoke("search", "maps", "--code", "HC-01", "--exclude", "health").stdout.splitlines()[1:] == [
        "Without --code they leave 121.",
        "Without --exclude they leave 1.",
    ]


def test_no_more_phrases_are_excluded_than_the_api_takes(environment):
    refused = invoke("search", "maps", *("--exclude=rope",) * 9)
    assert refused.exit_code == 2
    assert refused.stderr.endswith("9 phrases are too many. Exclude 8 at most.\n")


def test_an_interest_in_a_language_that_the_model_does_not_read_gets_a_notice(environment):
    told = invoke("search", "Wie bäckt man ein gutes Brot").stdout
    assert "\nThis looks like German. The model reads English only" in told
    assert "This looks like" not in invoke("search", "How does one bake good bread").stdout


def test_embed_fills_the_cache_with_a_bar_and_says_where(environment, programme, converted_cache, monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_CACHE", str(converted_cache))
    result = invoke("embed", programme)
    assert result.exit_code == 0
    assert "3 sessions, 3 texts encoded by all-MiniLM-L6-v2" in result.stdout
    assert "3/3" in result.stderr
    assert "3 sessions, 0 texts encoded" in invoke("embed", programme).stdout


def test_models_lists_all_eight_with_size_and_languages_and_which_are_here(environment):
    listed = invoke("models").stdout
    assert listed.count("dimensions") == 8
    assert "   471 MB of weights; 50 languages\n" in listed
    assert listed.count("MB of weights; English\n") == 7
    assert "all-MiniLM-L6-v2\n   384 dimensions, comes with the installation; on this machine" in listed


@pytest.mark.slow
def test_models_shows_what_models_measure_found_here(environment, converted_cache, monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_CACHE", str(converted_cache))
    monkeypatch.setattr(measurements, "ROUNDS", 1)
    assert "To measure speed and quality on this machine: python -m session_finder models measure" in listed()
    result = invoke("models", "measure", "all-MiniLM-L6-v2")
    assert result.exit_code == 0, result.output
    figures = r"[\d.]+ ms a query, [\d.]+ sessions/s; sample: nDCG@3 0\.\d{3}, success@3 0\.\d{3} \(cpu, OpenVINO, .*\)"
    assert re.search(rf"all-MiniLM-L6-v2\n   {figures}\n", result.stdout)
    assert re.search(rf"   91 MB of weights; English\n   {figures}\n", listed())
    assert "To measure" not in listed()


def listed():
    return invoke("models").stdout


def test_fetch_copies_a_model_from_a_folder(environment, tmp_path, monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_CACHE", str(tmp_path / "cache"))
    refused = invoke("models", "fetch", "better", "--from", tmp_path)
    assert refused.exit_code == 2
    assert "holds neither model.safetensors, nor a zip or its parts" in refused.stderr
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    done = invoke("models", "fetch", "msmarco-distilbert-dot-v5", "--from", tmp_path)
    place = tmp_path / "cache" / "models" / "msmarco-distilbert-dot-v5"
    assert done.stdout == f"sentence-transformers/msmarco-distilbert-dot-v5 is in {place}\n"
    assert f"on this machine: {place}" in listed()


def test_evaluate_prints_the_measures_of_the_sample(environment):
    result = invoke("evaluate", ROOT / "data" / "harbour-2027")
    assert result.exit_code == 0, result.output
    table = result.stdout
    for measure in ("nDCG@3", "success@3", "nDCG@10", "MRR@10"):
        assert measure in table
    assert re.search(r"called not close: \d+ of 100 unanswerable interests, \d+ of 60 judged ones", table)
    levels = re.search(
        r"levels, right of the first answers \(of the first three\): (strong.*good.*weak.*far.*)\n", table
    )
    shares = [tuple(map(int, found)) for found in re.findall(r"(\d+) of (\d+) \((\d+) of (\d+)\)", levels[1])]
    assert [sum(shares[level][place] for level in range(4)) for place in (1, 3)] == [60, 180]
    assert "predicted" not in table
    figures = re.search(
        r"readings: (\d+) of (\d+) exact \(.*\), (\d+) false \(.*\); \d+ of \d+ lists exact; 6 of 6 proposals", table
    )
    exact, questions, false = map(int, figures.groups())
    assert exact >= 0.95 * questions
    assert false <= 0.01 * questions


def judged_set(folder):
    folder.mkdir()
    docs = [("1", "Bread", "How bread is baked."), ("2", "Maps", "How maps of castles are drawn.")]
    lines = [json.dumps({"id": name, "title": title, "text": text}) for name, title, text in docs]
    (folder / "docs.jsonl").write_text("\n".join(lines))
    (folder / "queries.jsonl").write_text(json.dumps({"id": "q", "text": "cartography"}))
    (folder / "qrels.tsv").write_text("q\t2\t1\n")
    return folder


def test_evaluate_compares_four_ways_on_a_judged_set_and_prints_only_measures_for_machines(environment, tmp_path):
    folder = judged_set(tmp_path / "little")
    found = json.loads(invoke("evaluate", folder, "--json").stdout)
    assert list(found["little"]) == ["dense", "bm25", "rrf", "ours"]
    for measures in found["little"].values():
        assert set(measures) == {"nDCG@3", "success@3", "nDCG@10", "MRR@10"}
    assert found["little"]["ours"]["success@3"] == 1.0
    table = invoke("evaluate", folder, folder, "--models").stdout
    assert "little: 1 interests" in table
    assert "model all-MiniLM-L6-v2" in table


def test_evaluate_prints_how_many_answers_are_right_in_each_range_of_the_odds(environment, tmp_path):
    folders = [judged_set(tmp_path / name) for name in ("little", "small")]
    table = invoke("evaluate", *folders, "--reliability").stdout
    first, later = re.findall(
        r"answers: log odds, predicted and measured share of right ones, 95 %\n((?:  .*\n)+)", table
    )
    assert re.fullmatch(r"  .* to .*  0\.\d\d  1\.00 \[0\.34, 1\.00\]  2 of 2\n", first)  # one answer in each set
    assert later.endswith("  0 of 2\n")
    assert table.count("  levels, right of the first answers") == 3  # of each set, and of both


def test_evaluate_takes_titles_for_interests_where_nobody_has_judged_and_says_so(environment, tmp_path):
    path = tmp_path / "programme.csv"
    path.write_text("title,abstract\nBread,How loaves are baked in an oven\nMaps,How a cartographer draws a castle\n")
    table = invoke("evaluate", path, "--wrong").stdout
    assert "2 interests (no golden.jsonl: its titles were asked for" in table
    assert "readings" not in table


@pytest.fixture
def questioned(tmp_path):
    """A programme that nobody has judged, with four questions beside it: the third and fourth expect nonsense."""
    path = tmp_path / "programme.csv"
    path.write_text(
        "id,title,abstract,format,start\n"
        "1,Bread,How loaves are baked in an oven,workshop,2027-05-12 10:00\n"
        "2,Maps on Wednesday,How a cartographer draws a castle,workshop,2027-05-12 09:00\n"
    )
    questions = [
        {"text": "workshops", "read": {"format": ["workshop"]}, "sessions": ["2", "1"]},
        {"text": "maps on Wednesday", "read": {"subjects": ["maps on Wednesday"]}},
        {"text": "workshops tomorrow", "read": {"format": ["workshop"]}, "sessions": ["1"]},
        {"text": "caf\u00e9", "read": {"subjects": ["caf\u00e9"], "at": "10:00"}, "proposed": {"without": ["milk"]}},
    ]
    lines = [json.dumps({"id": f"q{n}", "language": "en", **one}) for n, one in enumerate(questions, start=1)]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines))
    return path


def test_evaluate_says_how_the_questions_beside_a_programme_are_read(environment, questioned):
    figures = "  readings: 2 of 4 exact (50.0 %), 1 false (25.0 %); 1 of 2 lists exact; 0 of 1 proposals offered\n"
    assert f"\n{figures}model" in invoke("evaluate", questioned).stdout
    wrong = (
        "    q3 'workshops tomorrow', false\n"
        '      reading expected: {"format": ["workshop"]}\n'
        '      reading found: {"day": ["2027-05-12"], "format": ["workshop"]}\n'
        '      list expected: ["1"]\n'
        '      list found: ["2", "1"]\n'
        "    q4 'caf\u00e9'\n"
        '      reading expected: {"subjects": ["caf\u00e9"], "at": "10:00"}\n'
        '      reading found: {"subjects": ["caf\u00e9"]}\n'
        '      proposal expected: {"without": ["milk"]}\n'
        "      proposal found: {}\n"
    )
    assert f"\n{figures}{wrong}model" in invoke("evaluate", questioned, "--wrong").stdout


def test_evaluate_gives_machines_the_counts_of_readings(environment, questioned):
    found = json.loads(invoke("evaluate", questioned, "--json").stdout)["programme.csv"]
    assert list(found) == ["dense", "bm25", "rrf", "ours", "readings"]
    assert found["readings"] == {
        "questions": 4,
        "exact": 2,
        "false": 1,
        "lists": 2,
        "exact_lists": 1,
        "proposals": 1,
        "exact_proposals": 0,
    }


def test_a_question_that_names_what_the_programme_lacks_is_a_mistake(environment, questioned):
    questioned.write_text(questioned.read_text().replace("workshop", "talk"))
    result = invoke("evaluate", questioned)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Question q1 names 'workshop', which is no format of" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["search", "maps", "--programme", "no-such-file.csv"], "no-such-file.csv cannot be read"),
        (["search", "maps", "--programme", str(ROOT)], "is a folder"),
        (["search", "maps", "--programme", str(ROOT / "docs" / "find.png")], "This seems to be a picture"),
        (["search", "maps", "--model", "no-such-model"], "No model or folder is called 'no-such-model'"),
        (["search", "maps", "--model", "multi-qa-mpnet-base-cos-v1"], "HF_HUB_OFFLINE is set"),
        (["search", " "], "The interest is empty"),
        (["embed", "no-such-file.csv"], "no-such-file.csv cannot be read"),
        (["evaluate", str(ROOT / "tests")], "is a folder; name a CSV file"),
        (["models", "fetch", "no-such-model"], "No model or folder is called 'no-such-model'"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(environment, arguments, sentence):
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output
    assert len([line for line in result.stderr.splitlines() if line.startswith("session-finder:")]) == 1


def test_a_setting_that_does_not_exist_is_named(environment, monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_MODLE", "x")
    result = invoke("search", "maps")
    assert result.exit_code == 2
    assert "SESSION_FINDER_MODLE is no setting" in result.stderr


def test_help_comes_without_loading_a_model():
    script = "import sys; from session_finder.__main__ import main; main(['--help'], standalone_mode=False); "
    script += "sys.exit('torch' in sys.modules or 'streamlit' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, "search" in result.stdout) == (0, True)


def test_iclr_papers_about_graph_networks_are_found(environment, shared_data, tmp_path):
    with (shared_data / "programmes" / "iclr2020_miniconf" / "papers.csv").open(encoding="utf-8", newline="") as file:
        header, *papers = csv.reader(file)
    some = tmp_path / "every-tenth.csv"  # all 687 take a minute; the documentation's command reads them all
    with some.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *papers[::10]])
    result = invoke("search", "deep learning on graphs", "--programme", some, "--json")
    titles = [session["title"].lower() for session in json.loads(result.stdout)["sessions"]]
    assert [any(word in title for word in ("graph", "gnn", "gcn")) for title in titles] == [True] * 3
