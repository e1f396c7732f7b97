"""Digests: what tells texts, files and names apart, in a few hex digits of BLAKE2b.

What they are kept for is for others to say.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b  # as hashlib has it, but for OpenSSL, which takes 2 ms to load
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b", "digest", "hash_bytes", "hash_text"]


def digest(name: str, size: int) -> str:
    """`size` bytes of the digest of a name, which may hold what UTF-8 cannot, as hex digits."""
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def hash_text(text: str) -> str:
    """A short digest of a text: 32 hex digits of BLAKE2b over its UTF-8."""
    return digest(text, 16)


def hash_bytes(data: bytes) -> str:
    """The same over a file's bytes."""
    return blake2b(data, digest_size=16).hexdigest()
