"""Numbers of requests: `2026-SB-000123` to quote in a talk, with six letters more to look it up by."""

import re
import secrets

# without those that are taken for another one when read aloud or copied by hand
_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
LETTERS = 6
_RECEIPT = re.compile(rf"([0-9]{{4}}-[A-Z]{{2,3}}-[0-9]{{6,9}})-([{_LETTERS}]{{{LETTERS}}})")


def number_of(beginning: str, sequence: int) -> str:
    """`2026-SB-` and 123 → `2026-SB-000123`."""
    return f"{beginning}{sequence:06d}"


def new_letters() -> str:
    """26⁶ = 309 million: with a quota of look-ups nobody finds another's by trying."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LETTERS))


def read_receipt(typed: str) -> tuple[str, str] | None:
    """Number and letters as a person types them, spaces and small letters forgiven."""
    found = _RECEIPT.fullmatch("".join(typed.split()).upper())
    return (found[1], found[2]) if found else None
