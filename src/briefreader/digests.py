"""Digests: BLAKE2b, by which texts and files are known again. What is digested is for others to say."""

from __future__ import annotations

try:
    from _blake2 import (
        blake2b,  # hashlib's own; to import that loads OpenSSL, a third of what Python itself takes
    )
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
