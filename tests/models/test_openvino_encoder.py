import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import numpy as np
import psutil
import pytest
from small_models import in_torch, small_model, weights_of

from session_finder.models.cards import ModelError
from session_finder.models.encoder import vectors_name
from session_finder.models.openvino_encoder import OpenVinoEncoder, _converted, import_openvino

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ["health data", "", "nurse", "graph network of the patient " * 60, "a map", "café \U0001f600", "x " * 300]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("converted")


@pytest.fixture(scope="module")
def through_openvino(weights, folder):
    return OpenVinoEncoder(weights, folder, "float32")


def test_vectors_are_torchs_in_float32(through_openvino, encoder):
    assert np.abs(through_openvino.encode(TEXTS) - encoder.encode(TEXTS)).max() < 1e-5


def test_one_text_at_a_time_gives_the_same_vectors(through_openvino):
    together = through_openvino.encode(TEXTS)
    alone = np.concatenate([through_openvino.encode([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5


def test_both_share_digest_and_tokens(through_openvino, encoder):
    assert through_openvino.digest == encoder.digest
    assert through_openvino.token_spans("deep learning") == encoder.token_spans("deep learning")


def test_vectors_go_by_one_name_whichever_library_computes_them_and_by_another_after_an_upgrade(
    through_openvino, encoder
):
    libraries = f"openvino {version('openvino')}, torch {version('torch').partition('+')[0]}"
    assert vectors_name(encoder) == vectors_name(through_openvino) == f"{encoder.digest}:float32:{libraries}"


@pytest.mark.parametrize("kind", ["bert", "distilbert", "mpnet", "multilingual"])
@pytest.mark.parametrize("pooling", ["mean", "cls", "max"])
def test_every_architecture_and_pooling_agrees_with_torch(kind, pooling, tmp_path):
    weights = weights_of(small_model(tmp_path / "model", kind, pooling=pooling))
    ours = OpenVinoEncoder(weights, tmp_path, "float32").encode(TEXTS)
    assert np.abs(ours - in_torch(weights, "cpu", "float32").encode(TEXTS)).max() < 1e-5


@pytest.mark.parametrize("start", ["first", "later"])
def test_neither_the_first_start_nor_a_later_one_keeps_torch(start, through_openvino, folder, tmp_path):
    place = tmp_path if start == "first" else folder
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from session_finder.models.weights import bundled\n"
        "from session_finder.models.openvino_encoder import OpenVinoEncoder\n"
        "encoder = OpenVinoEncoder(bundled(Path(sys.argv[1]) / 'pins.json'), Path(sys.argv[1]), 'float32')\n"
        "print(encoder.encode(['hello world'])[0, :3].tolist())\n"
        "print([name for name in ('torch', 'transformers', 'openvino_telemetry.main') if name in sys.modules])\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(place)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    ).stdout.splitlines()
    assert json.loads(said[0]) == pytest.approx([-0.034478, 0.03102, 0.00673], abs=1e-3)
    assert said[1] == "[]"


@pytest.mark.parametrize("damage", ["truncated", "missing", "no about"])
def test_a_damaged_conversion_is_made_again(damage, tmp_path):
    weights = weights_of(small_model(tmp_path / "model", "bert"))
    before = OpenVinoEncoder(weights, tmp_path, "float32").encode(TEXTS)
    place = _converted(weights, tmp_path, import_openvino())
    match damage:
        case "truncated":
            (place / "model.bin").write_bytes((place / "model.bin").read_bytes()[:1000])
        case "missing":
            (place / "model.xml").unlink()
        case _:
            (place / "about.json").write_text("[]", encoding="utf-8")
    again = OpenVinoEncoder(weights, tmp_path, "float32").encode(TEXTS)
    assert np.abs(before - again).max() < 1e-6


def test_a_conversion_that_the_system_ends_says_the_way_out(weights, tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "torch")  # as in a server, which converts in a child
    with ThreadPoolExecutor(1) as thread:
        begun = thread.submit(OpenVinoEncoder, weights, tmp_path, "float32")
        while not begun.done():
            for child in psutil.Process().children():
                with suppress(psutil.NoSuchProcess):
                    if "session_finder.models.conversion" in child.cmdline():
                        child.kill()
            time.sleep(0.05)
        with pytest.raises(ModelError, match="Free 2 GB"):
            begun.result()
    assert not list((tmp_path / "openvino").glob("*/model.xml"))


def test_a_folder_that_cannot_be_written_says_the_way_out(weights, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match="SESSION_FINDER_BACKEND=torch"):
        OpenVinoEncoder(weights, tmp_path / "file", "float32")


def test_a_format_that_openvino_lacks_is_refused(weights, folder):
    with pytest.raises(ModelError, match="float32, bfloat16 or int8"):
        OpenVinoEncoder(weights, folder, "float16")


def test_the_import_is_not_reported_to_anybody():
    script = (
        "import sys\nfrom session_finder.models.openvino_encoder import import_openvino\nimport_openvino()\n"
        "import openvino.tools.ovc.telemetry_utils as t\nprint(t.tm.__name__)"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "openvino.tools.ovc.telemetry_stub"


@pytest.mark.parametrize("name", ["rmedicine2025_keywords", "ismir2023_subjects"])
def test_the_same_top_three_as_torch_on_judged_sets(name, shared_data, through_openvino, encoder):
    lines = (shared_data / "judged" / name / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [f"{doc['title']}. {doc['text']}"[:400] for doc in map(json.loads, lines)][:40]
    queries = [json.loads(line)["text"] for line in (shared_data / "judged" / name / "queries.jsonl").open()]
    best = []
    for one in (through_openvino, encoder):
        scores = np.round(one.encode(queries) @ one.encode(documents).T, 3)
        best.append(np.argsort(-scores, axis=1, kind="stable")[:, :3].tolist())
    assert best[0] == best[1]


@pytest.mark.parametrize("kind", ["bert", "distilbert", "mpnet", "multilingual"])
def test_eight_bits_stay_near_to_float32_and_are_kept_apart_from_it(kind, tmp_path):
    weights = weights_of(small_model(tmp_path / "model", kind))
    exact, rounded = (OpenVinoEncoder(weights, tmp_path, precision) for precision in ("float32", "int8"))
    assert (exact.encode(TEXTS) * rounded.encode(TEXTS)).sum(axis=1).min() > 0.995
    assert vectors_name(rounded) == vectors_name(exact).replace(":float32:", ":int8:")
    assert rounded.description == "cpu, OpenVINO, int8"
    sizes = sorted(path.stat().st_size for path in tmp_path.glob("openvino/*/model.bin"))
    assert len(sizes) == 2
    assert sizes[0] < sizes[1]


PROSE = [
    "how nurses can read the data of a hospital",
    "castles",
    "Mapping wards with patients. We drew a map of the hospital with the people who lie in it, and found three doors.",
    "A graph of bread. Bakers know each other by their ovens; this talk draws the network and finds its centre.",
]


@pytest.mark.parametrize("named", ["weights", "mpnet"])
def test_eight_bits_of_published_weights_stay_near_to_float32(named, request, tmp_path):
    weights = request.getfixturevalue(named)
    exact, rounded = (OpenVinoEncoder(weights, tmp_path, precision).encode(PROSE) for precision in ("float32", "int8"))
    assert (exact * rounded).sum(axis=1).min() > 0.995


def test_torch_refuses_eight_bits(weights):
    with pytest.raises(ModelError, match="8 bits are computed by OpenVINO on CPUs only"):
        in_torch(weights, "cpu", "int8")
