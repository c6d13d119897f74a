"""CAP 1.2 as its document says it (OASIS, 1 July 2010, §3.2 and §3.3), beyond what its schema can: written from the
standard, not from our code. Needs no file."""

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
# §3.2.1–§3.2.4: the elements in their order; `!` stands once, `?` at most once, `+` and `*` often
ORDER = {
    "alert": "identifier! sender! sent! status! msgType! source? scope! restriction? addresses? code* note? "
    "references? incidents? info*",
    "info": "language? category+ event! responseType* urgency! severity! certainty! audience? eventCode* "
    "effective? onset? expires? senderName? headline? description? instruction? web? contact? parameter* "
    "resource* area*",
    "area": "areaDesc! polygon* circle* geocode* altitude? ceiling?",
    "geocode": "valueName! value!",
}
WORDS = {
    "status": "Actual Exercise System Test Draft",
    "msgType": "Alert Update Cancel Ack Error",
    "scope": "Public Restricted Private",
    "category": "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
    "responseType": "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None",
    "urgency": "Immediate Expected Future Past Unknown",
    "severity": "Extreme Severe Moderate Minor Unknown",
    "certainty": "Observed Likely Possible Unlikely Unknown",
}
TIMES = ("sent", "effective", "onset", "expires")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d", re.ASCII)
PAIR = re.compile(r"-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?", re.ASCII)


def faults(body: bytes) -> list[str]:
    """What the standard would not let through."""
    root = ElementTree.fromstring(body)
    if root.tag != f"{CAP}alert":
        return [f"{root.tag} is no alert of CAP 1.2"]
    return [*_shape(root), *_words(root), *_times(root), *_names(root), *_areas(root)]


def _local(element: Element) -> str:
    return element.tag.removeprefix(CAP)


def _shape(element: Element) -> Iterator[str]:
    """One regular expression over the children's names says order and number at once."""
    name = _local(element)
    if name not in ORDER:
        return
    marks = {"!": "", "?": "?", "+": "+", "*": "*"}
    pattern = "".join(f"(?:{one[:-1]} ){marks[one[-1]]}" for one in ORDER[name].split())
    said = "".join(f"{_local(child)} " for child in element)
    if not re.fullmatch(pattern, said):
        yield f"{name}: {said}"
    for child in element:
        yield from _shape(child)


def _words(root: Element) -> Iterator[str]:
    for name, words in WORDS.items():
        for element in root.iter(f"{CAP}{name}"):
            if element.text not in words.split():
                yield f"{name}: {element.text!r}"


def _times(root: Element) -> Iterator[str]:
    """§3.3.2: an offset in digits; coordinated time is -00:00, not Z, and not +00:00."""
    stamps = [(name, one.text or "") for name in TIMES for one in root.iter(f"{CAP}{name}")]
    for reference in (root.findtext(f"{CAP}references") or "").split():
        stamps.append(("references", reference.rpartition(",")[2]))
    for name, text in stamps:
        if not TIME.fullmatch(text) or text.endswith("+00:00"):
            yield f"{name}: {text!r}"
        else:
            datetime.fromisoformat(text)


def _names(root: Element) -> Iterator[str]:
    """§3.2.1: identifier and sender without spaces, commas, `<` and `&`; a reference is the three joined by commas."""
    for name in ("identifier", "sender"):
        text = root.findtext(f"{CAP}{name}") or ""
        if not text or re.search(r"[\s,<&]", text):
            yield f"{name}: {text!r}"
    references = root.findtext(f"{CAP}references")
    if references is not None:
        for one in references.split(" "):
            if len(one.split(",")) != 3 or not all(one.split(",")):
                yield f"references: {one!r}"
    if root.findtext(f"{CAP}msgType") in ("Update", "Cancel") and not references:
        yield "references: missing"


def _areas(root: Element) -> Iterator[str]:
    """§3.2.4: four pairs or more, the first again at the end; a circle is a pair, a space, kilometres."""
    for polygon in root.iter(f"{CAP}polygon"):
        pairs = (polygon.text or "").split(" ")
        if len(pairs) < 4 or pairs[0] != pairs[-1] or not all(map(_is_place, pairs)):
            yield f"polygon: {polygon.text!r}"
    for circle in root.iter(f"{CAP}circle"):
        middle, _, radius = (circle.text or "").partition(" ")
        if not _is_place(middle) or not re.fullmatch(r"\d+(\.\d+)?", radius):
            yield f"circle: {circle.text!r}"
    for description in root.iter(f"{CAP}areaDesc"):
        if not (description.text or "").strip():
            yield "areaDesc: empty"


def _is_place(pair: str) -> bool:
    if not PAIR.fullmatch(pair):
        return False
    lat, lon = map(float, pair.split(","))
    return abs(lat) <= 90 and abs(lon) <= 180
