import pytest

from session_finder.intake.mapping import any_json
from session_finder.intake.mapping.trees.lists import lists_of
from session_finder.intake.model.limits import MAX_ROWS
from session_finder.intake.model.sources import Source


def read(tree):
    return any_json.read(Source("programme.json", tree=tree))


def talk(title, **more):
    return {"title": title, "abstract": f"What {title.lower()} mean to a harbour.", **more}


def values(extract, *fields):
    return [tuple(record.values.get(field, "") for field in fields) for record in extract.records]


@pytest.mark.parametrize(
    ("tree", "field", "expected"),
    [
        ({"Hall 1": [talk("Knots")], "Hall 2": [talk("Tides")]}, "room", ["Hall 1", "Hall 2"]),
        ({"rooms": {"Pier": [talk("Knots")], "Quay": [talk("Tides")]}}, "room", ["Pier", "Quay"]),
        ({"2027-05-11": [talk("Knots")], "2027-05-12": [talk("Tides")]}, "day", ["2027-05-11", "2027-05-12"]),
        ({"keynotes": [talk("Knots")], "workshops": [talk("Tides")]}, "format", ["keynotes", "workshops"]),
        ({"Sea": [talk("Knots")], "Land": [talk("Tides")]}, "track", ["Sea", "Land"]),
        ({"commonSessions": [talk("Knots")], "sessions": [talk("Tides")]}, "track", ["", ""]),
        ({"info": {"year": 2027}, "Hall 1": [talk("Knots")], "Hall 2": [talk("Tides")]}, "room", ["Hall 1", "Hall 2"]),
    ],
)
def test_lists_under_telling_keys_are_one_list_and_the_keys_are_values(tree, field, expected):
    assert values(read(tree), "title", field) == list(zip(("Knots", "Tides"), expected, strict=True))


def test_rooms_under_days_are_rooms_even_if_a_day_has_only_one():
    tree = {
        "2027-05-11": {"Pier": [talk("Knots", start="09:00")], "Quay": [talk("Tides", start="09:00")]},
        "2027-05-12": {"Pier": [talk("Ropes", start="09:00")]},
    }
    assert values(read(tree), "day", "room", "start") == [
        ("2027-05-11", "Pier", "09:00"),
        ("2027-05-11", "Quay", "09:00"),
        ("2027-05-12", "Pier", "09:00"),
    ]


def test_a_row_with_a_talk_for_each_room_holds_several_talks():
    rows = [
        {"time": "2027-05-11 09:00", "Hall 1": talk("Knots", speaker="A B"), "Hall 2": talk("Tides", speaker="C D")},
        {"time": "2027-05-11 10:00", "Hall 1": talk("Ropes", speaker="A B"), "Hall 2": None},
    ]
    assert values(read(rows), "title", "start", "room") == [
        ("Knots", "2027-05-11 09:00", "Hall 1"),
        ("Tides", "2027-05-11 09:00", "Hall 2"),
        ("Ropes", "2027-05-11 10:00", "Hall 1"),
    ]


def test_objects_of_objects_are_lists_with_ids():
    entry = {"start": "2027-05-11 09:00", "room": "Pier"}
    tree = {
        "20270511": {"s1": {"title": "Ropes", **entry, "entries": {"c1": talk("Hemp", **entry)}}},
        "20270512": {
            "s2": {"title": "Sails", **entry, "entries": {}},
            "b1": {"title": "Lunch", **entry, "entries": {}},
        },
    }
    assert values(read(tree), "id", "title", "track") == [
        ("c1", "Hemp", "Ropes"),
        ("s2", "Sails", ""),
        ("b1", "Lunch", ""),
    ]


def test_names_of_lists_are_no_groups():
    tree = {"talks": [talk("Knots", start="09:00")], "sponsors": [{"name": "Rope", "description": "Sells ropes."}]}
    extract = read(tree)
    assert values(extract, "title", "track", "format") == [("Knots", "", "")]
    assert extract.unused == {"sponsors": 1}


def test_of_translations_of_the_whole_programme_one_is_read():
    tree = {"de": {"sessions": [talk("Knoten")]}, "en": {"sessions": [talk("Knots")]}}
    assert values(read(tree), "title") == [("Knots",)]


def test_a_session_in_a_session_inherits_what_it_lacks():
    tree = {
        "sessions": [
            {
                "title": "Harbours and votes",
                "date": "2027-05-11",
                "start": "13:30",
                "end": "15:00",
                "room": "Pier",
                "papers": [talk("Ferries", authors="Mara Quill"), talk("Tolls", authors="Ben Ost", room="Quay")],
            },
            {
                "title": "Round table",
                "date": "2027-05-12",
                "start": "09:00",
                "end": "10:00",
                "room": "Dock",
                "papers": [],
            },
        ]
    }
    extract = read(tree)
    assert values(extract, "title", "day", "start", "end", "room", "track", "speakers") == [
        ("Ferries", "2027-05-11", "13:30", "15:00", "Pier", "Harbours and votes", "Mara Quill"),
        ("Tolls", "2027-05-11", "13:30", "15:00", "Quay", "Harbours and votes", "Ben Ost"),
        ("Round table", "2027-05-12", "09:00", "10:00", "Dock", "", ""),
    ]
    assert extract.rows == 4
    assert [problem.code for problem in extract.problems] == ["entries-of-sessions"]


def test_times_are_inherited_together_and_a_moment_needs_no_day():
    slots = [
        {"start": "2027-05-11 09:00", "end": "2027-05-11 10:00", "talks": [talk("Knots", speaker="Mara Quill")]},
        {"start": "2027-05-11 10:00", "talks": [talk("Tides", start="2027-05-11 10:15", speaker="Ben Ost")]},
    ]
    assert values(read({"slots": slots}), "title", "start", "end", "day") == [
        ("Knots", "2027-05-11 09:00", "2027-05-11 10:00", "2027-05-11 09:00"),
        ("Tides", "2027-05-11 10:15", "", ""),
    ]


def test_talks_of_a_cancelled_session_are_cancelled():
    panels = [
        {"title": "Ropes", "start": "2027-05-11 09:00", "status": "cancelled", "talks": [talk("Hemp", speaker="A B")]},
        {"title": "Sails", "start": "2027-05-11 10:00", "status": "confirmed", "talks": [talk("Linen", speaker="A B")]},
    ]
    assert [record.accepted for record in read({"panels": panels}).records] == [False, True]


def test_a_conference_around_the_sessions_gives_its_name_and_zone_and_no_times():
    tree = {
        "results": [
            {
                "title": "Harbour Days",
                "startDate": "2027-05-11T09:00",
                "endDate": "2027-05-12T17:00",
                "timezone": "Europe/Lisbon",
                "contributions": [talk("Knots", speakers=["Mara Quill"]), talk("Tides", speakers=["Ben Ost"])],
            }
        ]
    }
    extract = read(tree)
    assert (extract.name, extract.timezone) == ("Harbour Days", "Europe/Lisbon")
    assert values(extract, "title", "start", "track") == [("Knots", "", ""), ("Tides", "", "")]


def test_lists_of_sessions_with_other_keys_are_read_too():
    tree = {
        "talks": [talk("Knots", start="2027-05-11 09:00", room="Pier", speaker="Mara Quill")],
        "breaks": [{"title": "Lunch", "start": "2027-05-11 12:00", "end": "2027-05-11 13:00"}],
        "posters": [talk("Tides", authors="Ben Ost")],
        "news": [{"title": "Welcome", "text": "The harbour is open again."}],
    }
    extract = read(tree)
    assert values(extract, "title") == [("Knots",), ("Lunch",), ("Tides",)]
    assert extract.unused == {"news": 1}


@pytest.mark.parametrize(
    ("key", "inner"),
    [
        ("links", {"title": "Slides", "url": "https://site.example/1"}),
        ("resources", talk("Notes")),
        ("relatedTalks", talk("Tides", speaker="Ben Ost", start="2027-05-11 10:00")),
        ("videos", talk("Part 1", duration=20)),
        ("speakers", {"name": "Mara Quill", "talks": [talk("Tides", start="2027-05-11 10:00")]}),
    ],
)
def test_lists_inside_of_sessions_that_are_no_parts_of_them_are_left(key, inner):
    sessions = [talk("Knots", start="2027-05-11 09:00", **{key: [inner, inner]}), talk("Ropes")]
    extract = read(sessions)
    assert values(extract, "title", "url") == [("Knots", ""), ("Ropes", "")]
    assert extract.dropped == (() if key == "speakers" else (key,))


@pytest.mark.parametrize("key", ["papers", "subContributions", "lightningTalks", "items"])
def test_lists_of_talks_are_known_by_their_keys(key):
    session = talk("Knots", start="2027-05-11 09:00", **{key: [talk("Hemp", speaker="Mara Quill")]})
    assert values(read([session, talk("Ropes")]), "title", "start") == [("Hemp", "2027-05-11 09:00"), ("Ropes", "")]


def test_persons_and_places_in_a_graph_are_counted_and_are_no_sessions():
    event = {"@type": "Event", "name": "Knots", "startDate": "2027-05-11T09:00", "performer": {"name": "Mara Quill"}}
    extract = read({"@graph": [event, {"@type": "Person", "name": "Ben Ost"}]})
    assert values(extract, "title", "speakers") == [("Knots", ("Mara Quill",))]
    assert extract.unused == {"@graph": 1}


def test_paths_have_a_star_for_keys_that_say_something():
    found = lists_of({"days": {"2027-05-11": {"sessions": [talk("Knots")]}}})
    assert [path for path, listed in found.items() if not listed.single] == [
        ("days", "*"),
        ("days", "*", "sessions"),
    ]


def nested(levels, inner):
    for _ in range(levels):
        inner = {"sessions": [inner]}
    return inner


@pytest.mark.parametrize(
    "tree",
    [
        nested(60, talk("Knots")),
        [{} for _ in range(MAX_ROWS)],
        {f"list {place}": [{f"key {place}": 1}] for place in range(2_000)},
        [{f"key {place}": place for place in range(20_000)}],
        {f"a{place}": {f"b{place}": {}} for place in range(5_000)},
    ],
    ids=["deep", "empty objects", "many lists", "many keys", "many objects"],
)
def test_trees_without_sessions_are_refused_whatever_their_size(tree):
    assert [problem.code for problem in read(tree).problems] == ["no-session-list"]


def test_the_number_of_lists_and_of_objects_in_a_list_is_bounded():
    assert len(lists_of({f"list {place}": [{"a": 1}] for place in range(2_000)})) == 500
    (listed,) = lists_of([{"a": 1} for _ in range(MAX_ROWS + 50)]).values()
    assert len(listed.items) == MAX_ROWS + 1


def test_more_sessions_than_rows_of_a_table_are_refused():
    extract = read({"talks": [talk("Knots")] * (MAX_ROWS + 1)})
    assert [problem.code for problem in extract.problems] == ["too-many-entries"]


def test_a_programme_in_itself_is_read_to_the_depth_that_programmes_have():
    def inside(depth):
        return [talk(f"Level {depth}", start="2027-05-11 09:00", sessions=inside(depth - 1))] if depth else []

    assert values(read({"sessions": inside(30)}), "title") == [("Level 21",)]
