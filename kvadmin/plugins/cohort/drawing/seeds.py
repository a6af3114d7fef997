"""From what was drawn to the lottery seed, as DOMAIN's admission rule 8 has it."""

from __future__ import annotations

from hashlib import sha256

from kvadmin.api.records import DrawSource


def commitment_of(secret: str) -> str:
    """The SHA-256 of a secret, as hex: what is published before the draw."""
    return sha256(secret.encode()).hexdigest()


def seed_of(source: str, value: str, secret: str) -> str:
    """The lottery seed.

    Args:
        source: ``public``: the value, or with a secret the SHA-256 hex of ``secret|value`` in UTF-8; ``committed``: the
            SHA-256 hex of the secret.
        value: What was drawn, in the call's form.
        secret: The secret that was mixed in; empty: none, or it is lost.
    """
    if source == "committed":
        return commitment_of(secret)
    return sha256(f"{secret}|{value}".encode()).hexdigest() if secret else value


def secret_fits(draw: DrawSource, secret: str) -> bool:
    """Whether this is the secret that the call is committed to."""
    return commitment_of(secret) == draw.commitment.casefold()
