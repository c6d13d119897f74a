"""`service.toml`: what a linked service is and by which law; read strictly, and refused without legal basis or retention."""

import re
import tomllib
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from bongsu.kernel.failures import Invalid

# what each service is to have shown before it is relied upon; `service.toml` says how far it is
Rule = Literal[
    "happy_journey",
    "refused_journey",
    "silent_journey",
    "simulator",
    "panel",
    "drill",
    "refusal_matrix",
    "both_languages",
    "bad_input",
]
QUALITY: tuple[Rule, ...] = get_args(Rule)
Words = Annotated[str, Meta(min_length=1, max_length=400)]
# ISO 8601, or as long as the incident runs
KEPT = re.compile(r"incident|P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


class Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the file."""


class LegalBasis(Wire, frozen=True):
    """One ground. `code` is what messages and clauses name (`PIPA18-2-7`)."""

    code: Annotated[str, Meta(min_length=1, max_length=40)]
    law_ko: Words
    law_en: Words


class PersonalData(Wire, frozen=True):
    """One kind of personal data: where it lies, how long (`P30D`, `PT24H`, `incident`), and what destroys it."""

    what_ko: Words
    what_en: Words
    where: Words
    kept: Annotated[str, Meta(max_length=40)]
    destroyed_ko: Words
    destroyed_en: Words


class Quality(Wire, frozen=True):
    """`done`: a test shows it (`by`); `exempt`: it does not apply, `by` says why; `open`: not yet."""

    state: Literal["done", "exempt", "open"]
    by: str = ""


class Manifest(Wire, frozen=True):
    """The whole file. `holds_no_personal_data` is said aloud where there is none."""

    codes: Annotated[list[Annotated[str, Meta(min_length=1, max_length=40)]], Meta(min_length=1)]
    name_ko: Words
    name_en: Words
    partner_ko: Words
    partner_en: Words
    purposes: list[str]
    legal_basis: list[LegalBasis] = []
    personal_data: list[PersonalData] = []
    holds_no_personal_data: bool = False
    quality: dict[Rule, Quality] = {}

    def standing(self) -> dict[Rule, Quality]:
        """Every rule of the list, in its order."""
        return {rule: self.quality.get(rule, Quality("open")) for rule in QUALITY}


class NoLegalBasis(Invalid):
    """Nobody lends pictures without a ground."""

    code = "no_legal_basis"


class NoRetention(Invalid):
    """Personal data without an end, or no word about it."""

    code = "no_retention"


def read_manifest(text: bytes) -> Manifest:
    """Raises `Invalid` with the field, `NoLegalBasis`, `NoRetention`."""
    try:
        told = msgspec.convert(tomllib.loads(text.decode()), Manifest, strict=True)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Invalid(f"service.toml cannot be read: {problem}", field="service.toml") from problem
    except msgspec.ValidationError as problem:
        # "… - at `$.codes[0]`", of a key that nobody knows "… - at `key` in `$.quality`"
        said, _, place = str(problem).partition(" - at ")
        field = place.rpartition("`$.")[2].rstrip("`") or "service.toml"
        raise Invalid(said, field=field) from problem
    if not told.legal_basis:
        raise NoLegalBasis("a service names the law it stands on", field="legal_basis")
    if not told.personal_data and not told.holds_no_personal_data:
        raise NoRetention(
            "a service names the personal data that it holds, or says that it holds none",
            field="personal_data",
        )
    for number, held in enumerate(told.personal_data):
        if not KEPT.fullmatch(held.kept):
            raise NoRetention(
                f"{held.kept!r} is no length of time (P30D, PT24H, incident)",
                field=f"personal_data[{number}].kept",
            )
    return told
