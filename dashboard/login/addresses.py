"""The login's own addresses, and the way back to the view that was asked for."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

LOGIN, CALLBACK, LOGOUT = "/logga-in", "/oauth2callback", "/logga-ut"
OWN = (LOGIN, CALLBACK, LOGOUT)
_LONGEST = 1000


def login_address(to: str, *, again: bool = False) -> str:
    """Where a reader logs in to come to `to`; `again`: with the provider's own questions, whoever it remembers."""
    query = {"till": to} if to and to != "/" else {}
    if again:
        query["igen"] = "1"
    return LOGIN + (f"?{urlencode(query)}" if query else "")


def safe(to: str) -> str:
    """An address on this server and among its pages, or the first page: nobody is sent elsewhere by a link of ours."""
    # What browsers read as `//host`: a second slash, a backslash, and what they strip from an address.
    odd = any(ord(letter) <= 32 or letter in "\\\x7f" for letter in to)
    if len(to) > _LONGEST or odd or not to.startswith("/") or to.startswith("//"):
        return "/"
    try:
        parts = urlsplit(to)
    except ValueError:
        return "/"
    # A page is one step below the root.
    if parts.scheme or parts.netloc or parts.path.count("/") > 1 or parts.path in OWN:
        return "/"
    return to.split("#", 1)[0]
