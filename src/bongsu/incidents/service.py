"""What a linked service (연계서비스) tells this context about itself; each lives in its folder under `services/`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bongsu.sharing.jurisdiction import Jurisdiction

Competence = Callable[[Mapping[str, float] | None], Jurisdiction]


@dataclass(frozen=True, slots=True)
class LinkedService:
    """One service code. `competent` judges from the place's dong shares; `also_told` are asked beside."""

    code: str
    system: str
    name_ko: str
    name_en: str
    categories: Mapping[str, tuple[str, str]]
    urgency_codes: frozenset[str]
    competent: Competence
    also_told: tuple[str, ...] = ()

    def category_name(self, category: str) -> tuple[str, str]:
        return self.categories.get(category, (category, category))
