"""Pieces that a report is set of; `report.typ` draws each by its `kind`. Texts only, so that nothing can become markup."""

from collections.abc import Sequence

Block = dict[str, object]
# a width of 0 takes what the others leave
Widths = Sequence[float]


def chapter(title: str, *blocks: Block | None, wide: bool = False) -> Block:
    """`wide`: on pages of its own, lying."""
    return {"title": title, "blocks": [one for one in blocks if one is not None], "wide": wide}


def part(title: str) -> Block:
    return {"kind": "part", "text": title}


def lead(text: str) -> Block:
    return {"kind": "lead", "text": text}


def say(text: str) -> Block:
    return {"kind": "say", "text": text}


def items(texts: Sequence[str]) -> Block:
    return {"kind": "items", "texts": list(texts)}


def facts(pairs: Sequence[tuple[str, str]]) -> Block:
    return {"kind": "facts", "pairs": [list(pair) for pair in pairs]}


def figures(triples: Sequence[tuple[str, str, str]]) -> Block:
    """Few and large: what it is, how much, a word beside it."""
    return {"kind": "figures", "figures": [list(one) for one in triples]}


def table(
    head: Sequence[str],
    widths: Widths,
    rows: Sequence[Sequence[str]],
    *,
    numbers: Sequence[int] = (),
    total: Sequence[str] = (),
    small: bool = False,
) -> Block:
    """`numbers`: columns that stand at the right; `total`: a last row of its own."""
    return {
        "kind": "table",
        "head": list(head),
        "widths": list(widths),
        "rows": [list(row) for row in rows],
        "numbers": list(numbers),
        "total": list(total),
        "small": small,
    }


def maps(*drawn: Block) -> Block:
    """Side by side."""
    return {"kind": "maps", "maps": list(drawn)}
