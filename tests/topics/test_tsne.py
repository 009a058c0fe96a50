"""The picture of vectors in the plane."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from threadpoolctl import threadpool_limits

from session_finder.topics.knn import Nearest
from session_finder.topics.tsne import principal, project
from session_finder.topics.tsne_repulsion import by_grid, by_pairs


def strewn(count, dimensions=24, seed=0):
    vectors = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def kept(vectors, points):
    """Of the ten nearest vectors of each, the share among the fifteen nearest points; scikit-learn is the judge."""
    from sklearn.neighbors import NearestNeighbors

    near = NearestNeighbors(n_neighbors=10).fit(vectors).kneighbors(return_distance=False)
    around = NearestNeighbors(n_neighbors=15).fit(points).kneighbors(return_distance=False)
    return np.mean([len(set(a) & set(b)) / 10 for a, b in zip(near, around, strict=True)])


def test_on_the_sample_programme_half_of_the_nearest_stay_near_where_pca_keeps_a_third(finder):
    from sklearn.manifold import trustworthiness

    vectors = finder.index.vectors.wholes
    plain, ours = principal(vectors), project(vectors)
    assert kept(vectors, plain) < 0.33
    assert kept(vectors, ours) > 0.46
    assert trustworthiness(vectors, ours, n_neighbors=10) > trustworthiness(vectors, plain, n_neighbors=10) + 0.1


def test_the_same_vectors_are_the_same_picture_whatever_the_threads(finder):
    vectors = finder.index.vectors.wholes
    with threadpool_limits(1, "blas"):
        alone = project(vectors)
    with threadpool_limits(2, "blas"):
        together = project(vectors.copy())
    assert np.array_equal(alone, together)


def test_no_two_points_are_at_one_place_even_where_all_say_the_same():
    same = np.ones((60, 8), dtype=np.float32)
    twice = np.repeat(strewn(40), 2, axis=0)
    for vectors in (same, twice, np.zeros((30, 8), dtype=np.float32)):
        points = project(vectors)
        assert len({tuple(point) for point in points}) == len(vectors)
        assert np.isfinite(points).all()


def test_what_says_the_same_lies_together():
    vectors = np.repeat(strewn(40), 2, axis=0)
    points = project(vectors)
    away = np.linalg.norm(points[:, None] - points[None], axis=2) + 9 * np.eye(80)
    assert (away.argmin(axis=1) == np.arange(80) ^ 1).mean() > 0.95


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6])
def test_few_vectors_have_a_picture_too(count):
    points = project(strewn(count))
    assert points.shape == (count, 2)
    assert len({tuple(point) for point in points}) == count
    assert np.isfinite(points).all()
    assert np.abs(points).max(initial=0) <= 1.1


@settings(max_examples=40)
@given(
    arrays(
        np.float32,
        st.tuples(st.integers(0, 24), st.integers(1, 6)),
        elements=st.floats(-1, 1, width=16),
    )
)
def test_any_vectors_become_as_many_different_points_within_the_frame(vectors):
    points = project(vectors)
    assert points.shape == (len(vectors), 2)
    assert np.isfinite(points).all()
    assert np.abs(points).max(initial=0) <= 1.2
    assert len({tuple(point) for point in points}) == len(points)
    assert np.array_equal(points, project(vectors))


def test_turning_or_mirroring_all_vectors_leaves_the_principal_places():
    vectors = strewn(50)
    turned, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((24, 24)))
    plain = principal(vectors)
    assert np.allclose(principal((vectors @ turned).astype(np.float32)), plain, atol=1e-5)
    assert np.allclose(principal(-vectors), plain, atol=1e-5) or np.allclose(principal(-vectors), -plain, atol=1e-5)


def test_the_principal_places_are_those_of_scikit_learn_but_for_their_signs():
    from sklearn.decomposition import PCA

    for vectors in (strewn(50), strewn(20)):  # more of them than dimensions, and fewer
        theirs = PCA(2).fit_transform(vectors.astype(np.float64))
        assert np.allclose(np.abs(principal(vectors)), np.abs(theirs), atol=1e-5)


def test_the_nearest_are_those_of_scikit_learn():
    from sklearn.neighbors import NearestNeighbors

    vectors = strewn(700)
    theirs = NearestNeighbors(n_neighbors=12).fit(vectors).kneighbors(return_distance=False)
    assert (Nearest.of(vectors, 12).rows == theirs).mean() > 0.999


def test_of_equally_near_ones_the_earlier_comes_first():
    vectors = np.ones((5, 1), dtype=np.float32)
    assert Nearest.of(vectors, 3).rows.tolist() == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2], [0, 1, 2]]


def test_attraction_counts_like_as_many_neighbours_as_asked():
    drawn = Nearest.of(strewn(300), 40).attraction(20)
    perplexity = np.exp(-(drawn * np.log(np.maximum(drawn, 1e-300))).sum(axis=1))
    assert np.allclose(drawn.sum(axis=1), 1)
    assert np.allclose(perplexity, 20, rtol=1e-3)


@pytest.mark.parametrize("wide", [0.5, 1, 5])
def test_the_grid_pushes_as_the_pairs_do(wide):
    points = np.random.default_rng(0).standard_normal((600, 2)) * wide
    exact, total = by_pairs(points)
    quick, about = by_grid(points)
    assert np.linalg.norm(quick - exact) <= 0.03 * np.linalg.norm(exact)
    assert about == pytest.approx(total, rel=0.001)


def test_a_thousand_points_are_drawn_as_well_by_the_grid():
    vectors = strewn(900, 6)
    assert kept(vectors, project(vectors)) > kept(vectors, principal(vectors)) + 0.2
