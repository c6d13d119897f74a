"""Reads one CAP alert: safe XML, the grammar, and the rules that no schema says. Every refusal names its path."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from bongsu.services.disaster.cap.alert import Alert, CapArea, Circle, Info, Reference, Ring
from bongsu.services.disaster.cap.grammar import (
    GRAMMAR,
    SIGNATURES,
    VERSIONS,
    conform,
    wrong,
)
from bongsu.services.disaster.cap.shapes import circle_of, ring_of, time_of
from bongsu.services.disaster.cap.tree import Element, parse

LONGEST_NAME = 200
MOST_REFERENCES = 200
_NO_NAME = re.compile(r"[\s,<&]")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_WHOLE = re.compile(r"[-+]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(\d{1,12}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
OLD_VERSION = "read as CAP 1.1"
NOT_VERIFIED = "its signature was not verified"


def read_alert(body: bytes) -> Alert:
    """Raises `Invalid` whose field is the element's path (`alert/info[1]/area[2]/polygon[1]`)."""
    root = parse(body)
    version = VERSIONS.get(root.namespace)
    if root.name != "alert" or version is None:
        known = ", ".join(VERSIONS)
        raise wrong(root.name, f"An alert is `alert` of the namespace {known}")
    signed = _without_signatures(root)
    conform(root, GRAMMAR[root.namespace], "alert", root.namespace)
    remarks = [OLD_VERSION] if version != "1.2" else []
    remarks += [NOT_VERIFIED] if signed else []
    return _Reading(version).alert(root, signed=signed, remarks=tuple(remarks))


def _without_signatures(root: Element) -> bool:
    """A signature stands last (CAP 1.2 §3.3.4.1); it is told that it is there, and not verified."""
    signed = False
    while root.children and root.children[-1].namespace == SIGNATURES:
        root.children.pop()
        signed = True
    return signed


def _texts(element: Element) -> dict[str, str]:
    return {child.name: child.text for child in element.children if not child.children}


def _named(element: Element, name: str) -> list[Element]:
    return [child for child in element.children if child.name == name]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One version's way of writing times."""

    version: str

    def alert(self, root: Element, *, signed: bool, remarks: tuple[str, ...]) -> Alert:
        said: dict[str, str] = defaultdict(str, _texts(root))
        for name in ("identifier", "sender"):
            _check_name(said[name], f"alert/{name}")
        _check_scope(said)
        references = self._references(said["references"])
        if said["msgType"] in {"Update", "Cancel"} and not references:
            raise wrong("alert/references", f"{said['msgType']} names what it follows")
        infos = _named(root, "info")
        return Alert(
            version=self.version,
            identifier=said["identifier"],
            sender=said["sender"],
            sent=time_of(said["sent"], self.version, "alert/sent"),
            status=said["status"],
            msg_type=said["msgType"],
            scope=said["scope"],
            references=references,
            infos=tuple(
                self._info(info, f"alert/info[{number}]") for number, info in enumerate(infos, 1)
            ),
            signed=signed,
            remarks=remarks,
        )

    def _references(self, text: str) -> tuple[Reference, ...]:
        path = "alert/references"
        said = text.split()
        if len(said) > MOST_REFERENCES:
            raise wrong(path, f"At most {MOST_REFERENCES} messages")
        found = []
        for one in said:
            parts = one.split(",")
            if len(parts) != 3 or not all(parts):
                raise wrong(path, f"{one[:60]!r} is no `sender,identifier,sent`")
            found.append(Reference(parts[0], parts[1], time_of(parts[2], self.version, path)))
        return tuple(dict.fromkeys(found))

    def _info(self, element: Element, path: str) -> Info:
        said: dict[str, str] = defaultdict(str, _texts(element))
        if not said["event"]:
            raise wrong(f"{path}/event", "An event has a name")
        language = said.get("language", "en-US")
        if not _LANGUAGE.fullmatch(language):
            raise wrong(f"{path}/language", f"{language[:20]!r} is no language, as ko-KR")
        _check_resources(element, path)
        times = {name: self._time(said, name, path) for name in ("effective", "onset", "expires")}
        return Info(
            language=language,
            categories=tuple(one.text for one in _named(element, "category")),
            event=said["event"],
            response_types=tuple(one.text for one in _named(element, "responseType")),
            urgency=said["urgency"],
            severity=said["severity"],
            certainty=said["certainty"],
            **times,
            sender_name=said["senderName"],
            headline=said["headline"],
            description=said["description"],
            instruction=said["instruction"],
            areas=tuple(
                _area(area, f"{path}/area[{number}]")
                for number, area in enumerate(_named(element, "area"), 1)
            ),
        )

    def _time(self, said: dict[str, str], name: str, path: str) -> datetime | None:
        return time_of(said[name], self.version, f"{path}/{name}") if name in said else None


def _check_name(text: str, path: str) -> None:
    """CAP 1.2 §3.2.1: no spaces, no commas, no restricted characters."""
    if not text or _NO_NAME.search(text):
        raise wrong(path, "A name without spaces and commas")
    if len(text) > LONGEST_NAME:
        raise wrong(path, f"At most {LONGEST_NAME} characters")


def _check_scope(said: dict[str, str]) -> None:
    """CAP 1.2 §3.2.1: what a scope needs beside it."""
    if said["scope"] == "Restricted" and not said["restriction"]:
        raise wrong("alert/restriction", "Scope Restricted says what restricts it")
    if said["scope"] == "Private" and not said["addresses"]:
        raise wrong("alert/addresses", "Scope Private names whom it is for")


def _check_resources(info: Element, path: str) -> None:
    for number, resource in enumerate(_named(info, "resource"), 1):
        size = _texts(resource).get("size")
        if size is not None and not _WHOLE.fullmatch(size):
            raise wrong(f"{path}/resource[{number}]/size", f"{size[:20]!r} is no whole number")


def _area(element: Element, path: str) -> CapArea:
    said = _texts(element)
    for name in ("altitude", "ceiling"):
        if name in said and not _DECIMAL.fullmatch(said[name]):
            raise wrong(f"{path}/{name}", f"{said[name][:20]!r} is no number of feet")
    if "ceiling" in said and "altitude" not in said:
        raise wrong(f"{path}/ceiling", "A ceiling stands only beside an altitude")
    polygons: list[Ring] = [
        ring_of(one.text, f"{path}/polygon[{number}]")
        for number, one in enumerate(_named(element, "polygon"), 1)
    ]
    circles: list[Circle] = [
        circle_of(one.text, f"{path}/circle[{number}]")
        for number, one in enumerate(_named(element, "circle"), 1)
    ]
    codes = [_texts(one) for one in _named(element, "geocode")]
    return CapArea(
        description=said["areaDesc"],
        polygons=tuple(polygons),
        circles=tuple(circles),
        geocodes=tuple((one["valueName"], one["value"]) for one in codes),
    )
