"""Whether lights and announcements may act: by a person's key or a bell's press, never for some (dossier §12.8)."""

from enum import StrEnum

# 납치감금, 가정폭력, 스토킹, 자살의심; whoever threatens stands beside the one who called
NEVER_FOR = frozenset({"KIDNAP", "DOMESTIC_VIOLENCE", "STALKING", "SUICIDE"})
NEVER_OF = frozenset({"ANKLET"})


class By(StrEnum):
    """Who would have them act."""

    MACHINE = "machine"
    KEY = "key"
    PRESS = "press"


def may_sound(service: str, category: str, *, silent: bool, by: By) -> bool:
    """Off unless somebody's hand asks for it."""
    if by is By.MACHINE or silent or service in NEVER_OF or category in NEVER_FOR:
        return False
    return by is By.KEY or service == "BELL"
