"""The order and number of CAP's elements as a table (CAP 1.2 §3.4, the schema), and one function that holds a tree to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.cap.tree import Element

CAP_12 = "urn:oasis:names:tc:emergency:cap:1.2"
CAP_11 = "urn:oasis:names:tc:emergency:cap:1.1"
VERSIONS = {CAP_12: "1.2", CAP_11: "1.1"}
SIGNATURES = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(frozen=True, slots=True)
class Part:
    """One element where it may stand: how often, what in it (`inside`), or which of some words."""

    name: str
    least: int = 1
    many: bool = False
    inside: tuple["Part", ...] = ()
    words: frozenset[str] = frozenset()


def _may(name: str, *words: str) -> Part:
    return Part(name, least=0, words=frozenset(words))


def _any(name: str, *inside: Part) -> Part:
    return Part(name, least=0, many=True, inside=inside)


def _one(name: str, *words: str) -> Part:
    return Part(name, words=frozenset(words))


_PAIR = (_one("valueName"), _one("value"))
_RESPONSES_11 = ("Shelter", "Evacuate", "Prepare", "Execute", "Monitor", "Assess", "None")
_CATEGORIES = (
    "Geo",
    "Met",
    "Safety",
    "Security",
    "Rescue",
    "Fire",
    "Health",
    "Env",
    "Transport",
    "Infra",
    "CBRNE",
    "Other",
)
_AREA = (
    _one("areaDesc"),
    _any("polygon"),
    _any("circle"),
    _any("geocode", *_PAIR),
    _may("altitude"),
    _may("ceiling"),
)


def _info(responses: Sequence[str], mime_type: Part) -> tuple[Part, ...]:
    resource = (
        _one("resourceDesc"),
        mime_type,
        _may("size"),
        _may("uri"),
        _may("derefUri"),
        _may("digest"),
    )
    return (
        _may("language"),
        Part("category", many=True, words=frozenset(_CATEGORIES)),
        _one("event"),
        Part("responseType", least=0, many=True, words=frozenset(responses)),
        _one("urgency", "Immediate", "Expected", "Future", "Past", "Unknown"),
        _one("severity", "Extreme", "Severe", "Moderate", "Minor", "Unknown"),
        _one("certainty", "Observed", "Likely", "Possible", "Unlikely", "Unknown"),
        _may("audience"),
        _any("eventCode", *_PAIR),
        *(_may(name) for name in ("effective", "onset", "expires", "senderName", "headline")),
        *(_may(name) for name in ("description", "instruction", "web", "contact")),
        _any("parameter", *_PAIR),
        _any("resource", *resource),
        _any("area", *_AREA),
    )


def _alert(info: tuple[Part, ...]) -> tuple[Part, ...]:
    return (
        _one("identifier"),
        _one("sender"),
        _one("sent"),
        _one("status", "Actual", "Exercise", "System", "Test", "Draft"),
        _one("msgType", "Alert", "Update", "Cancel", "Ack", "Error"),
        _may("source"),
        _one("scope", "Public", "Restricted", "Private"),
        _may("restriction"),
        _may("addresses"),
        _any("code"),
        _may("note"),
        _may("references"),
        _may("incidents"),
        _any("info", *info),
    )


GRAMMAR = {
    CAP_12: _alert(_info((*_RESPONSES_11, "Avoid", "AllClear"), _one("mimeType"))),
    CAP_11: _alert(_info(_RESPONSES_11, _may("mimeType"))),
}


def wrong(path: str, said: str) -> Invalid:
    """A refusal that names its element."""
    return Invalid(said, field=path)


def children_of(
    element: Element, parts: tuple[Part, ...], path: str
) -> Iterator[tuple[str, Element]]:
    """The elements in it with their paths (`alert/info[2]`). Raises `Invalid` as `conform` does."""
    counted: dict[str, int] = {}
    by_name = {part.name: part for part in parts}
    for child in element.children:
        counted[child.name] = counted.get(child.name, 0) + 1
        part = by_name.get(child.name)
        number = f"[{counted[child.name]}]" if part is not None and part.many else ""
        yield f"{path}/{child.name}{number}", child


def conform(element: Element, parts: tuple[Part, ...], path: str, namespace: str) -> None:
    """Raises `Invalid` with the path of the first element that stands wrong, is too many, unknown, missing or misspelt."""
    if element.attributes:
        raise wrong(path, f"{element.name} takes no attribute")
    if parts and element.text:
        raise wrong(path, f"{element.name} holds elements, no text of its own")
    order = {part.name: at for at, part in enumerate(parts)}
    at, seen = 0, 0
    for where, child in children_of(element, parts, path):
        if child.namespace != namespace or child.name not in order:
            raise wrong(where, f"{child.name} is not known in {element.name}")
        place = order[child.name]
        if place < at:
            raise wrong(where, f"{child.name} stands before {parts[at].name}, not after it")
        if place > at:
            _nothing_missing(parts[at:place], seen, path)
            at, seen = place, 0
        seen += 1
        part = parts[place]
        if seen > 1 and not part.many:
            raise wrong(where, f"{child.name} stands once")
        _fits(child, part, where, namespace)
    _nothing_missing(parts[at:], seen, path)


def _nothing_missing(passed: Sequence[Part], seen_of_first: int, path: str) -> None:
    for number, part in enumerate(passed):
        seen = seen_of_first if number == 0 else 0
        if seen < part.least:
            raise wrong(f"{path}/{part.name}", f"{part.name} is missing")


def _fits(child: Element, part: Part, path: str, namespace: str) -> None:
    if part.inside:
        conform(child, part.inside, path, namespace)
        return
    if child.children:
        raise wrong(path, f"{child.name} holds text, no elements")
    if child.attributes:
        raise wrong(path, f"{child.name} takes no attribute")
    if part.words and child.text not in part.words:
        raise wrong(path, f"{child.text[:40]!r} is none of {', '.join(sorted(part.words))}")
