"""Reads a published schema and holds a document to it: only what CAP's schemas use, and anything else is an error.

It knows nothing of our writer, our reader and our grammar, so that what it finds is not their own opinion of themselves."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

XS = "{http://www.w3.org/2001/XMLSchema}"
_DATE_TIME = re.compile(
    r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[-+]([01]\d|2[0-4]):[0-5]\d)?",
    re.ASCII,
)
# W3C XML Schema part 2, built-in types
_TYPES: dict[str, Callable[[str], bool]] = {
    "string": lambda _: True,
    "anyURI": lambda text: " " not in text,
    "language": lambda text: bool(re.fullmatch(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", text)),
    "integer": lambda text: bool(re.fullmatch(r"[-+]?\d+", text, re.ASCII)),
    "decimal": lambda text: bool(re.fullmatch(r"[-+]?(\d+(\.\d*)?|\.\d+)", text, re.ASCII)),
    "dateTime": lambda text: bool(_DATE_TIME.fullmatch(text)),
}
# ElementTree does not keep prefixes; the published files use these two for XML Schema, and `cap` for themselves
_PREFIXES = ("xs:", "")


class Schema:
    """One published schema."""

    def __init__(self, file: Path) -> None:
        self._root = ElementTree.fromstring(file.read_bytes())
        self._namespace = f"{{{self._root.attrib['targetNamespace']}}}"
        assert self._root.attrib["elementFormDefault"] == "qualified"
        self._global = {one.attrib["name"]: one for one in self._root.findall(f"{XS}element")}

    def problems(self, body: bytes) -> list[str]:
        """What is wrong with a document, by path; empty: it is valid."""
        document = ElementTree.fromstring(body)
        declared = self._global.get(document.tag.removeprefix(self._namespace))
        if declared is None or not document.tag.startswith(self._namespace):
            return [f"{document.tag} is no document of this schema"]
        return list(self._element(document, declared, "alert"))

    def _element(self, found: Element, declared: Element, path: str) -> Iterator[str]:
        if found.attrib:
            yield f"{path}: attributes {sorted(found.attrib)}"
        whole = declared.find(f"{XS}complexType")
        if whole is not None:
            loose = [found.text, *(child.tail for child in found)]
            if any((text or "").strip() for text in loose):
                yield f"{path}: text among elements"
            sequence = whole.find(f"{XS}sequence")
            assert sequence is not None
            yield from self._sequence(list(found), list(sequence), path)
        elif len(found):
            yield f"{path}: elements in a text"
        else:
            yield from self._text(found.text or "", declared, path)

    def _sequence(self, children: list[Element], parts: list[Element], path: str) -> Iterator[str]:
        at = 0
        for part in parts:
            seen = 0
            most = part.attrib.get("maxOccurs", "1")
            while (
                at < len(children)
                and self._is(children[at], part)
                and (most == "unbounded" or seen < int(most))
            ):
                if part.tag == f"{XS}element":
                    declared = self._declared(part)
                    where = f"{path}/{declared.attrib['name']}[{seen + 1}]"
                    yield from self._element(children[at], declared, where)
                at, seen = at + 1, seen + 1
            if seen < int(part.attrib.get("minOccurs", "1")):
                yield f"{path}: {self._name(part)} is missing"
        if at < len(children):
            yield f"{path}: {children[at].tag} does not stand here"

    def _declared(self, part: Element) -> Element:
        reference = part.attrib.get("ref")
        return self._global[reference.partition(":")[2]] if reference else part

    def _name(self, part: Element) -> str:
        return self._declared(part).attrib["name"] if part.tag == f"{XS}element" else "any"

    def _is(self, child: Element, part: Element) -> bool:
        if part.tag == f"{XS}any":
            wanted = part.attrib["namespace"]
            return wanted == "##any" or child.tag.startswith(f"{{{wanted}}}")
        assert part.tag == f"{XS}element", part.tag
        return child.tag == self._namespace + self._name(part)

    def _text(self, text: str, declared: Element, path: str) -> Iterator[str]:
        simple = declared.find(f"{XS}simpleType")
        if simple is None:
            yield from self._typed(text, declared.attrib["type"], path)
            return
        restriction = simple.find(f"{XS}restriction")
        assert restriction is not None
        yield from self._typed(text, restriction.attrib["base"], path)
        words = [one.attrib["value"] for one in restriction.findall(f"{XS}enumeration")]
        if words and text not in words:
            yield f"{path}: {text!r} is none of {words}"
        for one in restriction.findall(f"{XS}pattern"):
            if not re.fullmatch(one.attrib["value"], text, re.ASCII):
                yield f"{path}: {text!r} is not as {one.attrib['value']}"

    def _typed(self, text: str, name: str, path: str) -> Iterator[str]:
        local = next(
            name.removeprefix(one) for one in _PREFIXES if name.removeprefix(one) in _TYPES
        )
        if not _TYPES[local](text if local == "string" else text.strip()):
            yield f"{path}: {text!r} is no {local}"
