from datetime import UTC, datetime
from pathlib import Path

import pytest

from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import SettingsError
from session_finder.paths import RESOURCES


def test_without_any_variable_everything_has_a_default():
    found = Settings.from_environment({"PATH": "x"})
    assert found == Settings()
    assert (found.data, found.cache, found.model) == (RESOURCES / "data", RESOURCES / "embeddings_cache", None)


def test_each_variable_is_read():
    found = Settings.from_environment(
        {
            "SESSION_FINDER_MODEL": "all-MiniLM-L6-v2",
            "SESSION_FINDER_DEVICE": "cpu",
            "SESSION_FINDER_PRECISION": "float32",
            "SESSION_FINDER_BACKEND": "torch",
            "SESSION_FINDER_DATA": "programmes",
            "SESSION_FINDER_CACHE": "vectors",
            "SESSION_FINDER_FRAME_ANCESTORS": "'self' https://conference.example",
            "SESSION_FINDER_CORS": "https://a.example https://b.example",
            "SESSION_FINDER_RATE": "120",
            "SESSION_FINDER_PUBLIC_URL": "https://conference.example/finder/",
            "SESSION_FINDER_IDLE_HOURS": "2",
            "SESSION_FINDER_NOW": "2027-05-11T10:10+01:00",
            "SESSION_FINDER_IN_MEMORY": "40",
            "SESSION_FINDER_DATABASE_URL": "postgresql://one:5432,two:5432/name?target_session_attrs=read-write",
            "SESSION_FINDER_DATABASE_READ_URL": "postgresql://two/name",
        }
    )
    assert found == Settings(
        model="all-MiniLM-L6-v2",
        device="cpu",
        precision="float32",
        backend="torch",
        data=Path.cwd() / "programmes",
        cache=Path.cwd() / "vectors",
        frame_ancestors="'self' https://conference.example",
        cors=("https://a.example", "https://b.example"),
        rate=120,
        public_url="https://conference.example/finder",
        idle_hours=2,
        now=datetime(2027, 5, 11, 9, 10, tzinfo=UTC),
        in_memory=40,
        database_url="postgresql://one:5432,two:5432/name?target_session_attrs=read-write",
        database_read_url="postgresql://two/name",
    )


def test_an_empty_variable_counts_as_unset():
    assert Settings.from_environment({"SESSION_FINDER_MODEL": " "}).model is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PRECISION", "float8", "SESSION_FINDER_PRECISION is 'float8'"),
        ("BACKEND", "jax", "SESSION_FINDER_BACKEND is 'jax'"),
        ("RATE", "-1", "SESSION_FINDER_RATE is '-1'"),
        ("IDLE_HOURS", "0", "SESSION_FINDER_IDLE_HOURS is '0'; it is a number of hours from 1 to 720"),
        ("IDLE_HOURS", "1.5", "SESSION_FINDER_IDLE_HOURS is '1.5'"),
        ("FRAME_ANCESTORS", "*; script-src *", "SESSION_FINDER_FRAME_ANCESTORS"),
        ("PUBLIC_URL", "conference.example", "SESSION_FINDER_PUBLIC_URL is 'conference.example'; it is the address of"),
        ("PUBLIC_URL", "ftp://conference.example", "SESSION_FINDER_PUBLIC_URL"),
        ("PUBLIC_URL", "https://", "SESSION_FINDER_PUBLIC_URL"),
        ("PUBLIC_URL", "https://[", "SESSION_FINDER_PUBLIC_URL"),
        ("PUBLIC_URL", "https://a.example/ b", "SESSION_FINDER_PUBLIC_URL"),
        ("PUBLIC_URL", "https://ada:secret@a.example", "SESSION_FINDER_PUBLIC_URL"),
        ("PUBLIC_URL", "https://a.example/?q=x", "SESSION_FINDER_PUBLIC_URL"),
        ("IN_MEMORY", "0", "SESSION_FINDER_IN_MEMORY is '0'; it is a number of conferences, 1 or more"),
        ("DATABASE_READ_URL", "postgresql://two/name", "set SESSION_FINDER_DATABASE_URL too, for the changes"),
        ("DATABASE_READ_URL", "mysql://two/name", "SESSION_FINDER_DATABASE_READ_URL is no address of PostgreSQL"),
        ("MODLE", "x", "SESSION_FINDER_MODLE is no setting. Settings are: SESSION_FINDER_BACKEND, "),
    ],
)
def test_a_setting_that_cannot_be_is_named(name, value, sentence):
    with pytest.raises(SettingsError, match=sentence.replace("'", ".").replace("*", r"\*")):
        Settings.from_environment({f"SESSION_FINDER_{name}": value})


@pytest.mark.parametrize("text", ["noon", "2027-05-11", "2027-05-11T10:10", "10:10+01:00"])
def test_a_time_for_now_needs_its_offset(text):
    with pytest.raises(SettingsError, match="SESSION_FINDER_NOW"):
        Settings.from_environment({"SESSION_FINDER_NOW": text})
