"""The pages around the features: every link leads where it says, and what is withheld is said with its reason."""

from typing import Any  # Any: JSON
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.federation.catalogue.entitled import ALL, Scope
from bongsu.services.catalogue.asked import Asked
from bongsu.services.catalogue.features import Link
from bongsu.services.catalogue.may_see import Sight
from bongsu.services.catalogue.pages import (
    COLLECTIONS,
    collection,
    collections,
    feature_links,
    items_links,
    landing,
)

ORIGIN = "https://centre.example"
ITEMS = f"{ORIGIN}/ogc/v1/collections/cameras/items"
SOME = Scope(frozenset({"multi", "children"}))


def by_rel(links: list[Link]) -> dict[str, str]:
    found = {one.rel: one.href for one in links}
    assert len(found) == len(links), "no relation twice"
    return found


def query(href: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}


@pytest.mark.parametrize(
    ("scope", "cameras", "purposes"),
    [(None, "none", []), (ALL, "all", []), (SOME, "some", ["children", "multi"])],
)
def test_the_landing_page_says_how_much_and_why(
    scope: Scope | None, cameras: str, purposes: list[str]
) -> None:
    page = landing(ORIGIN, "성북", "Seongbuk", Sight(scope, "까닭", "why", ("SB-1",)))
    assert page["title"] == "성북 · Seongbuk"
    assert page["access"] == {
        "cameras": cameras,
        "purposes": purposes,
        "agreements": ["SB-1"],
        "why_ko": "까닭",
        "why_en": "why",
    }


def test_the_landing_page_leads_to_the_description_what_it_conforms_to_and_the_data() -> None:
    links = by_rel(landing(ORIGIN, "가", "a", Sight(None, "", ""))["links"])
    assert links == {
        "self": f"{ORIGIN}/ogc/v1",
        "service-desc": f"{ORIGIN}/ogc/v1/api",
        "conformance": f"{ORIGIN}/ogc/v1/conformance",
        "data": f"{ORIGIN}/ogc/v1/collections",
    }


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_a_collection_says_where_its_items_are_and_how_far_they_reach(name: str) -> None:
    box = (126.9, 37.5, 127.1, 37.7)
    page = collection(ORIGIN, name, box)
    assert (page["id"], page["itemType"]) == (name, "feature")
    assert page["extent"]["spatial"]["bbox"] == [list(box)]
    assert page["extent"]["temporal"]["interval"] == [[None, None]]
    assert by_rel(page["links"])["items"].endswith(f"/collections/{name}/items")


def test_a_collection_of_which_nothing_may_be_seen_reaches_nowhere() -> None:
    assert "spatial" not in collection(ORIGIN, "cameras", None)["extent"]


def test_all_collections_are_listed_with_their_own_pages() -> None:
    boxes: dict[str, Any] = {"cameras": None, "sites": (0.0, 0.0, 1.0, 1.0)}
    page = collections(ORIGIN, boxes)
    assert page["collections"] == [collection(ORIGIN, name, box) for name, box in boxes.items()]
    assert by_rel(page["links"]) == {"self": f"{ORIGIN}/ogc/v1/collections"}


def test_a_first_page_that_is_all_leads_nowhere_else() -> None:
    links = by_rel(items_links(ORIGIN, "cameras", {}, Asked(limit=10, offset=0), 10))
    assert links == {"self": ITEMS, "collection": ITEMS.removesuffix("/items")}


def test_one_more_has_a_next_page_and_that_one_a_page_before() -> None:
    first = by_rel(items_links(ORIGIN, "cameras", {}, Asked(limit=10, offset=0), 11))
    assert query(first["next"]) == {"limit": "10", "offset": "10"}
    assert "prev" not in first
    second = by_rel(items_links(ORIGIN, "cameras", {}, Asked(limit=10, offset=10), 11))
    assert query(second["prev"]) == {"limit": "10", "offset": "0"}
    assert "next" not in second


def test_a_page_that_began_in_the_middle_has_the_beginning_before_it() -> None:
    links = by_rel(items_links(ORIGIN, "cameras", {}, Asked(limit=10, offset=3), 100))
    assert query(links["prev"])["offset"] == "0"


def test_what_was_asked_goes_along_and_is_said_safely() -> None:
    said = {"purpose": "multi", "bbox": "1,2,3,4", "limit": "5", "offset": "0", "q": "a&b=c 가"}
    links = by_rel(items_links(ORIGIN, "cameras", said, Asked(limit=5, offset=0), 9))
    assert query(links["self"]) == said
    assert query(links["next"]) == {**said, "offset": "5"}


@given(st.integers(0, 300), st.integers(1, 40), st.integers(0, 320))
def test_next_and_before_lead_back_and_forth(matched: int, limit: int, offset: int) -> None:
    links = by_rel(items_links(ORIGIN, "cameras", {}, Asked(limit=limit, offset=offset), matched))
    assert ("next" in links) is (offset + limit < matched)
    assert ("prev" in links) is (offset > 0)
    if "next" in links:
        after = Asked(limit=limit, offset=int(query(links["next"])["offset"]))
        back = by_rel(items_links(ORIGIN, "cameras", {}, after, matched))
        assert int(query(back["prev"])["offset"]) == offset


def test_a_feature_leads_to_itself_and_its_collection() -> None:
    assert by_rel(feature_links(ORIGIN, "sites", "SB-1")) == {
        "self": f"{ORIGIN}/ogc/v1/collections/sites/items/SB-1",
        "collection": f"{ORIGIN}/ogc/v1/collections/sites",
    }
