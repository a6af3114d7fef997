"""Paths of collections that could hold one another's files."""

from __future__ import annotations

import pytest

from kvadmin.extension.declaring.collection_paths import overlap, path_problem


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("a/{id}.yaml", "a/{name}.yaml", True),
        ("a/{id}.yaml", "A/x.yaml", True),
        ("a/{id}.yaml", "a/_others.yaml", False),
        ("a/{id}.yaml", "a/_{id}.yaml", False),
        ("a/{id}.yaml", "a/x-{id}.yaml", True),
        ("a/x-{id}.yaml", "a/y-{id}.yaml", False),
        ("a/{id}-x.yaml", "a/{id}-y.yaml", False),
        ("a/{id}/b.yaml", "a/{id}.yaml", False),
        ("a/{x}/{y}.yaml", "a/b/{z}.yaml", True),
        ("a/{x}/{y}.yaml", "b/{x}/{y}.yaml", False),
    ],
)
def test_overlap(one, other, both):
    assert overlap(one, other) is overlap(other, one) is both


@pytest.mark.parametrize(
    "path",
    ["", "/a/{id}.yaml", "a//{id}.yaml", "a/../b.yaml", ".git/{id}.yaml", "a\\{id}.yaml", "C:/{id}.yaml", "a/{id}.yml",
     "a/{id}/{id}.yaml", "{id}/x.yaml", "history/x.yaml", "a/{}.yaml", "a/{id.yaml", "Outbox/{id}.yaml"],
)  # fmt: skip
def test_no_path_for_records(path):
    assert path_problem(path)


def test_paths_for_records():
    assert not any(map(path_problem, ("visits/{id}.yaml", "visits.yaml", "visits/{cohort}/v-{id}.yaml")))
