"""Refusals that a person reads: each fault a sentence in Korean and English, with the field that is to blame."""

import msgspec

from bongsu.kernel.failures import Failure, Invalid


class Told(msgspec.Struct, frozen=True):
    """One sentence for people, Korean and English."""

    ko: str
    en: str


class ToldFailure(Failure):
    """Whatever is refused a person in their words. `told`: one sentence a fault; the problem document carries both
    languages."""

    def __init__(self, *told: Told, field: str | None = None) -> None:
        super().__init__("; ".join(one.en for one in told), field=field)
        self.told = told


class Faulty(ToldFailure, Invalid):
    """Something typed that cannot be; `field` names the place."""
