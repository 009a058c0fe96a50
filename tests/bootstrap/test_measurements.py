from dataclasses import replace

import pytest
from toy_model import ToyModel

from session_finder.bootstrap.measurements import (
    FILE,
    Measurement,
    keep,
    measure_speed,
    measurements,
    with_quality,
)
from session_finder.bootstrap.settings import Settings
from session_finder.models.encoder import releases, vectors_name

FOUND = Measurement("vectors", 12.5, 20.0, "cpu, OpenVINO, int8", "openvino 1", 2, "2027-05-11T09:00:00+00:00")


def test_what_is_kept_is_found_again_and_the_newest_of_a_model_counts(tmp_path):
    keep(tmp_path / "cache", "one", FOUND)
    keep(tmp_path / "cache", "two", replace(FOUND, milliseconds=99.0))
    keep(tmp_path / "cache", "one", with_quality(FOUND, {"nDCG@3": 0.7, "success@3": 0.9, "MRR@10": 0.1}))
    assert measurements(tmp_path / "cache") == {
        "one": replace(FOUND, ndcg3=0.7, success3=0.9),
        "two": replace(FOUND, milliseconds=99.0),
    }
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [FILE]


def test_nothing_is_known_before_the_first_measurement(tmp_path):
    assert measurements(tmp_path) == {}


@pytest.mark.parametrize("content", ["{", "[]", "3"])
def test_a_damaged_file_is_told_of_and_counts_as_none(tmp_path, content, caplog):
    (tmp_path / FILE).write_text(content)
    assert measurements(tmp_path) == {}
    assert "run `models measure` again" in caplog.text


def test_what_another_release_wrote_is_left_out(tmp_path):
    keep(tmp_path, "one", FOUND)
    (tmp_path / FILE).write_text((tmp_path / FILE).read_text().replace("milliseconds", "seconds"))
    assert measurements(tmp_path) == {}


def test_each_model_reads_each_text_in_each_round_and_nothing_is_remembered(tmp_path):
    models = [ToyModel(Settings(data=tmp_path, cache=tmp_path / name)) for name in ("one", "two")]
    said = []
    found = measure_speed(models, ["health", "bread"], ["castle", "map", "graph"], said.append)
    assert said == ["Warming up", *(f"Measuring, round {number} of 5" for number in range(1, 6))]
    for model, measured in zip(models, found, strict=True):
        assert len(model.encoder.encoded) == 6 * 5
        assert measured.vectors == vectors_name(model.worker)
        assert measured.libraries == releases()
        assert measured.milliseconds > 0
        assert measured.sessions_per_second > 0
        assert (measured.ndcg3, measured.success3) == (None, None)
