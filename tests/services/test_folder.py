"""What all folders give together: services, routes, parts, scenes and state, in the order in which they were found."""

from bongsu.incidents.service import LinkedService
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.services.folder import Loaded, ServiceFolder, Services
from bongsu.services.manifest import Manifest
from bongsu.services.shared.scenes import Scene
from bongsu.sharing.jurisdiction import Outside


def service(code: str) -> LinkedService:
    return LinkedService(code, "X", "가", "x", {}, frozenset(), lambda _shares: Outside())


def scene(name: str) -> Scene:
    return Scene(name, "A", "partner", "가", "a", "granted", lambda _stage: ())


class Timer:
    """A part that only has a name."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


def loaded(name: str, folder: ServiceFolder) -> Loaded:
    manifest = Manifest([one.code for one in folder.linked], "가", "a", "나", "b", [])
    return Loaded(name, manifest, folder)


PLAIN = loaded("plain", ServiceFolder((service("A"),)))
WHOLE = loaded(
    "whole",
    ServiceFolder(
        (service("B"), service("C")),
        routers=(lambda: "one", lambda: "two"),
        extend=lambda state: {"bells": state["desk"] + 1},
        parts=lambda state, bus: (Timer(f"{state['desk']}"), Timer(type(bus).__name__)),
        scenes=(scene("happy"), scene("refused")),
    ),
)


def test_a_folder_that_gives_only_services_gives_nothing_else() -> None:
    services = Services((PLAIN,))
    assert list(services.linked) == ["A"]
    assert (services.state({}), services.routers(), services.scenes) == ({}, [], ())
    assert services.parts({}, MemoryBus()) == []
    assert services.left_out == {}


def test_none_is_none() -> None:
    assert (Services().linked, Services().routers(), Services().scenes) == ({}, [], ())


def test_everything_of_every_folder_in_their_order() -> None:
    services = Services((WHOLE, PLAIN))
    assert list(services.linked) == ["B", "C", "A"]
    assert {code: one.code for code, one in services.linked.items()} == {
        code: code for code in "ABC"
    }
    assert services.routers() == ["one", "two"]
    assert [one.name for one in services.scenes] == ["happy", "refused"]


def test_a_folder_extends_the_state_and_its_parts_stand_on_it() -> None:
    services = Services((WHOLE, PLAIN))
    assert services.state({"desk": 1}) == {"bells": 2}
    assert [one.name for one in services.parts({"desk": 1}, MemoryBus())] == ["1", "MemoryBus"]


def test_routers_are_made_anew_for_each_application() -> None:
    made = loaded("made", ServiceFolder((service("A"),), routers=(object,)))
    services = Services((made,))
    assert services.routers() != services.routers()
