"""XML into a tree of elements, and nothing else: no DTD, no entity, nothing fetched, everything bounded.

The standard library's expat reads; our own handlers refuse what it would let in (OWASP: XML External Entity Prevention)."""

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from bongsu.kernel.failures import Invalid

LARGEST_BYTES = 512 * 1024
DEEPEST = 12
MOST_ELEMENTS = 5_000
_SPACE = " \t\r\n"
# nothing more follows
_WHOLE = True
# expat puts it between an element's namespace and its name; neither may hold a space
_BETWEEN = " "
_ALLOWED_ATTRIBUTES = (
    "http://www.w3.org/2001/XMLSchema-instance",
    "http://www.w3.org/XML/1998/namespace",
)


class NotSafe(Invalid):
    """A part of XML that no alert needs and that attacks are made of."""

    code = "unsafe_xml"


@dataclass(slots=True)
class Element:
    """One element; `text` is what stands directly in it, without the space around it."""

    namespace: str
    name: str
    children: list["Element"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    attributes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(self.parts).strip(_SPACE)


def parse(body: bytes) -> Element:
    """Raises `Invalid` (`field` is the line) for what is no XML, `NotSafe` for a DTD, an entity, too much of anything."""
    if len(body) > LARGEST_BYTES:
        raise NotSafe(f"An alert has at most {LARGEST_BYTES} bytes", field="body")
    if not body.strip():
        raise Invalid("The body is empty", field="body")
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.say
    # with a document type come entities (a billion of them) and files that somebody else names
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.EntityDeclHandler = _no_entity
    parser.UnparsedEntityDeclHandler = _no_entity
    parser.ExternalEntityRefHandler = _no_entity
    parser.SkippedEntityHandler = _no_entity
    try:
        parser.Parse(body, _WHOLE)
    except expat.ExpatError as problem:
        said = expat.ErrorString(problem.code)
        place = f"line {problem.lineno}, column {problem.offset + 1}"
        raise Invalid(f"No well-formed XML: {said} ({place})", field="body") from problem
    except (ValueError, LookupError) as problem:
        raise Invalid(f"The encoding cannot be read: {problem}", field="body") from problem
    assert reading.root is not None
    return reading.root


class _Reading:
    """What expat tells, put together."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise NotSafe(f"An alert has at most {MOST_ELEMENTS} elements", field="body")
        if len(self._open) >= DEEPEST:
            raise NotSafe(f"Elements lie at most {DEEPEST} deep", field="body")
        namespace, _, local = name.rpartition(_BETWEEN)
        own = tuple(one for one in attributes if not one.startswith(_ALLOWED_ATTRIBUTES))
        element = Element(namespace, local, attributes=own)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def say(self, text: str) -> None:
        self._open[-1].parts.append(text)


def _no_doctype(*_said: object) -> NoReturn:
    raise NotSafe("An alert has no document type (DOCTYPE)", field="body")


def _no_entity(*_said: object) -> NoReturn:
    raise NotSafe("An alert declares and asks for no entity", field="body")
