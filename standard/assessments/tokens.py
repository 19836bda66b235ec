"""Secrets in addresses: made here, shown once, kept only as what they hash to."""

from __future__ import annotations

import hashlib
import secrets

# Neither letters that are taken for digits, nor marks that mail programs leave off at the end of an address.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# 31 letters and digits, 27 of them: 133 bits.
LENGTH = 27
LONGEST_READ = 200


def make_token() -> str:
    """Return a new secret of more than 128 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def hash_of(token: str) -> str:
    """Return what is kept of a token; anything that a caller sends has one, so that all take the same way."""
    # Random in full, so that neither a salt nor a slow hash would add anything.
    return hashlib.sha256(token[:LONGEST_READ].encode("utf-8", "surrogatepass")).hexdigest()
