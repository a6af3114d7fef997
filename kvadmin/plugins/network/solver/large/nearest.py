"""Nearest neighbours of many places without a distance matrix."""

from __future__ import annotations

import numpy as np

_LEAF = 64


def nearest(points: np.ndarray, count: int) -> np.ndarray:
    """About the ``count`` nearest other places of each, shape (n, count).

    Places are sorted into a k-d partition of the sphere; each leaf looks into the leaves
    nearest to it, so neighbours across far corners may be missed: good for proposals, not for proofs.

    Args:
        points: Latitude and longitude in degrees, shape (n, 2).
        count: Neighbours wanted, below n.
    """
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    ball = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    leaves = _leaves(ball)
    centres = np.array([ball[leaf].mean(axis=0) for leaf in leaves])
    out = np.empty((len(points), count), dtype=np.int64)
    around = min(len(leaves), 9 + count // _LEAF)
    for leaf in leaves:
        to = ((centres - ball[leaf].mean(axis=0)) ** 2).sum(axis=1)
        close = np.argsort(np.round(to, 15), kind="stable")[:around]
        pool = np.concatenate([leaves[int(i)] for i in close])
        gap = ((ball[leaf][:, None, :] - ball[pool][None, :, :]) ** 2).sum(axis=2)
        gap[leaf[:, None] == pool[None, :]] = np.inf
        order = np.argsort(np.round(gap, 15), axis=1, kind="stable")[:, :count]
        out[leaf] = pool[order]
    return out


def _leaves(ball: np.ndarray) -> list[np.ndarray]:
    done, stack = [], [np.arange(len(ball))]
    while stack:
        at = stack.pop()
        if len(at) <= _LEAF:
            done.append(at)
            continue
        axis = int(np.argmax(np.ptp(ball[at], axis=0)))
        order = at[np.lexsort((at, ball[at, axis]))]
        stack += [order[len(order) // 2 :], order[: len(order) // 2]]
    return done
