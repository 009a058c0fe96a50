import pytest

from session_finder.intake.shared.categories import field_of


@pytest.mark.parametrize(
    ("title", "field"),
    [
        *(("Track", "track"), ("Session format", "format"), ("Level", "level"), ("Language", "language")),
        *(("Level of the talk", "level"), ("Conference track", "track"), ("Spoken languages", "language")),
        *(("Tags", "tags"), ("Sub-Topic", "tags"), ("Technology", "tags")),
    ],
)
def test_a_category_fills_the_field_that_its_title_names_and_tags_otherwise(title, field):
    assert field_of(title) == field


@pytest.mark.parametrize(
    "title",
    [
        *("Pronouns", "T-shirt size", "Gender", "Dietary needs", "Travel costs", "Mobile phone", "E-mail", "Country"),
        *("Have you spoken before?", "Is this your first talk", "Reviewer notes", "Company", "", "Under-represented"),
    ],
)
def test_what_is_about_a_person_or_asks_something_stays_out(title):
    assert field_of(title) == ""
