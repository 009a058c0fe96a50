"""Models that somebody brought as files: a folder, a zip, its parts, wheels with these."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from session_finder.models.cards import ModelError, card_named
from session_finder.models.local_copy import copy_from
from session_finder.models.weights import resolve

CARD = card_named("msmarco-distilbert-dot-v5")  # publishes no digest, so any weights will do for the first copy
FILES = {
    "config.json": json.dumps({"hidden_size": 768}).encode(),
    "tokenizer.json": b"{}",
    "1_Pooling/config.json": b"{}",
    "model.safetensors": bytes(range(256)) * 40,
}


def zipped(files, top=""):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, said in files.items():
            archive.writestr(f"{top}{name}", said)
    return content.getvalue()


def parts_of(content, size):
    return [content[start : start + size] for start in range(0, len(content), size)]


def as_folder(brought):
    for name, said in (FILES | {"README.md": b"not wanted"}).items():
        (brought / name).parent.mkdir(parents=True, exist_ok=True)
        (brought / name).write_bytes(said)


def as_zip(brought):
    (brought / "model.zip").write_bytes(zipped(FILES))


def as_parts(brought):
    for number, part in enumerate(parts_of(zipped(FILES, "the-model/"), 1000), start=1):
        (brought / f"model.zip.{number:03}").write_bytes(part)


def as_wheels(brought):
    for number, part in enumerate(parts_of(zipped(FILES, "the-model/"), 4000), start=1):
        (brought / f"model_part_{number}-0.1-py3-none-any.whl").write_bytes(
            zipped({f"model/input/model.zip.{number:03}": part, "model/__init__.py": b""})
        )


@pytest.fixture
def brought(tmp_path):
    (tmp_path / "brought").mkdir()
    return tmp_path / "brought"


@pytest.fixture
def pins(tmp_path):
    return tmp_path / "cache" / "pins.json"


@pytest.mark.parametrize("bring", [as_folder, as_zip, as_parts, as_wheels])
def test_the_models_files_are_copied_and_found_by_name_afterwards(bring, brought, pins):
    bring(brought)
    place = pins.parent / "models" / "msmarco-distilbert-dot-v5"
    assert copy_from(brought, CARD, pins).folder == place
    copied = {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert copied == FILES
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    found = resolve(CARD.short_name, pins)
    assert (found.folder, found.card, found.source) == (place, CARD, "cache")


def test_other_weights_than_the_cards_are_refused_and_an_earlier_copy_stays(brought, pins):
    as_folder(brought)
    copy_from(brought, CARD, pins)
    (brought / "model.safetensors").write_bytes(b"others")
    with pytest.raises(ModelError, match="is not the msmarco-distilbert-dot-v5 that was loaded first"):
        copy_from(brought, CARD, pins)
    place = pins.parent / "models" / "msmarco-distilbert-dot-v5"
    assert (place / "model.safetensors").read_bytes() == FILES["model.safetensors"]


def test_a_folder_without_a_model_is_refused_with_what_it_may_hold(brought, pins):
    (brought / "notes.txt").write_text("nothing")
    with pytest.raises(ModelError, match=re.escape("neither model.safetensors, nor a zip or its parts (NAME.zip.001)")):
        copy_from(brought, CARD, pins)
    assert not list((pins.parent / "models").iterdir())


def test_a_zip_without_weights_or_with_a_part_missing_is_refused(brought, pins):
    (brought / "model.zip").write_bytes(zipped({"config.json": b"{}"}))
    with pytest.raises(ModelError, match=r"holds 0 files called model\.safetensors; one is wanted"):
        copy_from(brought, CARD, pins)
    (brought / "model.zip").unlink()
    as_parts(brought)
    (brought / "model.zip.002").unlink()
    with pytest.raises(ModelError, match="cannot be copied from"):
        copy_from(brought, CARD, pins)


def test_mpnets_copy_is_what_better_stands_for(mpnet, pins):
    found = copy_from(mpnet.folder, card_named("all-mpnet-base-v2"), pins)
    assert found.digest == mpnet.digest
    assert resolve("better", pins).folder == found.folder
