"""Whole libraries embedded by several processes: real weights, real processes, a real Ray cluster."""

from __future__ import annotations

import csv
import os
import subprocess
import sys

import pytest

from session_finder.bootstrap import bulk_embedding
from session_finder.bootstrap.service import library_of
from session_finder.bootstrap.settings import Settings
from session_finder.models.cards import BUNDLED, ModelError
from session_finder.paths import RESOURCES

pytestmark = pytest.mark.slow

# Read when Ray is imported: it keeps to the loopback, as it does where it supports no clusters of several machines.
os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"


def publish(folder, slug, count):
    """A conference of so many short talks, no two alike."""
    (folder / slug).mkdir(parents=True)
    with (folder / slug / "programme.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "abstract", "format"])
        writer.writerows(
            [number, f"{slug} talk {number}", f"About {slug} and {number}.", ""] for number in range(count)
        )
        writer.writerow(["tea", "Tea", "", "break"])


@pytest.fixture
def settings(tmp_path, converted_cache):
    publish(tmp_path / "data", "tides", 5)
    publish(tmp_path / "data", "winds", 3)
    return Settings(model=BUNDLED, precision="float32", device="cpu", data=tmp_path / "data", cache=converted_cache)


def summed(found):
    done = list(found)
    return sum(one.sessions for one in done), sum(one.encoded for one in done)


def test_shares_cover_every_session_that_can_be_found_once(settings):
    assert bulk_embedding.shares(library_of(settings), 2) == [
        bulk_embedding.Share("tides", 0, 2),
        bulk_embedding.Share("tides", 2, 4),
        bulk_embedding.Share("tides", 4, 5),
        bulk_embedding.Share("winds", 0, 2),
        bulk_embedding.Share("winds", 2, 3),
    ]


def test_an_empty_library_has_nothing_to_hand_out(tmp_path):
    assert bulk_embedding.shares(library_of(Settings(data=tmp_path))) == []


def test_two_processes_embed_everything_and_the_next_run_has_nothing_left(settings):
    work = bulk_embedding.shares(library_of(settings), 2)
    assert summed(bulk_embedding.here(settings, work[:3], 2)) == (5, 5)  # cut off after the first conference
    assert summed(bulk_embedding.here(settings, work, 2)) == (8, 3)
    assert bulk_embedding.Embedder(settings).embed(bulk_embedding.Share("tides", 0, 5)) == bulk_embedding.Embedded(5, 0)


def test_what_a_process_cannot_do_is_said_as_if_one_had_done_it_here(settings):
    missing = settings.model_copy(update={"model": "/nowhere/model"})
    with pytest.raises(ModelError):
        summed(bulk_embedding.here(missing, [bulk_embedding.Share("tides", 0, 1)], 1))


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not keep processes to processors")
def test_processes_share_the_processors_among_them():
    allowed = sorted(os.sched_getaffinity(0))
    shared = [bulk_embedding._processors(number, 2) for number in range(2)]
    assert all(shared)
    assert sorted({cpu for cpus in shared for cpu in cpus}) == allowed


def command(settings, *words):
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "SESSION_FINDER_DATA": str(settings.data)}
    environment |= {"SESSION_FINDER_CACHE": str(settings.cache), "SESSION_FINDER_MODEL": BUNDLED}
    environment |= {"SESSION_FINDER_DEVICE": "cpu", "SESSION_FINDER_PRECISION": "float32"}
    asked = [sys.executable, "-m", "session_finder", "embed", *words]
    return subprocess.run(asked, cwd=RESOURCES, env=environment, capture_output=True, text=True, check=False)


def test_the_command_says_how_far_it_is_and_what_was_done(settings):
    done = command(settings, "--all")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "8 sessions of 2 conferences; 8 encoded, the cache had the others\n"
    assert "8/8" in done.stderr


@pytest.mark.parametrize("words", [(), ("data", "--all"), ("data", "--workers", "2"), ("data", "--ray", "local")])
def test_the_command_asks_for_one_thing_at_a_time(settings, words):
    refused = command(settings, *words)
    assert refused.returncode == 2
    assert "Name a PATH, or say --all" in refused.stderr


def test_nobody_embeds_on_a_cluster_that_is_not_there(settings):
    pytest.importorskip("ray")
    with pytest.raises(ModelError, match="No Ray cluster answers"):
        summed(bulk_embedding.on_ray(settings, [bulk_embedding.Share("tides", 0, 1)], 1, "127.0.0.1:1"))


def test_a_cluster_of_two_embeds_the_same(settings):
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    here = {"num_cpus": 1, "node_ip_address": "127.0.0.1"}
    cluster = Cluster(initialize_head=True, head_node_args={**here, "include_dashboard": False})
    try:
        cluster.add_node(**here)
        work = bulk_embedding.shares(library_of(settings), 2)
        assert summed(bulk_embedding.on_ray(settings, work, 2, cluster.address)) == (8, 8)
    finally:
        cluster.shutdown()
    assert summed(bulk_embedding.here(settings, work, 1)) == (8, 0)
