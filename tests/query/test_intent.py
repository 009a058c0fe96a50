import pytest

from session_finder.query.intent import is_vague


@pytest.mark.parametrize(
    "asked",
    [
        "something interesting",
        "What should I see?",
        "surprise me",
        "anything good today",
        "Any recommendations?",
        "was ist interessant?",
        "algo interesante",
    ],
)
def test_an_interest_of_general_words_names_no_subject(asked):
    assert is_vague(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?!",
        "the who",
        "to be or not to be",
        "how do I",
        "bread",
        "interesting graphs",
        "the best hiking boots",
        "random",
        "interesting",
        "Go",
        "talks on Go",
        "testing",
        "new castles",
        "AI",
        "鳥",
    ],
)
def test_an_interest_with_one_word_of_a_subject_is_not_vague(asked):
    assert not is_vague(asked)
