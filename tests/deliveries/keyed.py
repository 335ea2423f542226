"""The keyed id of one text as its definition says: the plain twin of `key_ids`, and what specifications key with."""

from __future__ import annotations

import hmac
import unicodedata


def keyed_id(text: str, kind: str, scope: str, key: bytes) -> str:
    """Half of HMAC-SHA-256 over kind, scope and trimmed NFC id; 32 hex characters."""
    plain = unicodedata.normalize("NFC", text.strip())
    return hmac.digest(key, "\x1f".join((kind, scope, plain)).encode(), "sha256")[:16].hex()
