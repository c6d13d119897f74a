"""Who watches is told whole, so that neither a lost message nor a restart leaves a wrong list."""

from tests.media.stand import Stand, until


def viewings(stand: Stand) -> list[list[str]]:
    told = stand.told("media.viewings")
    return [sorted(one["session_id"] for one in said["viewings"]) for said in told]


async def test_a_process_that_has_just_started_says_that_nobody_watches(stand: Stand) -> None:
    await until(lambda: viewings(stand) == [[]])


async def test_all_who_watch_are_told_again_and_again_until_nobody_does(stand: Stand) -> None:
    one = await stand.view(session="se_a")
    await one.fragments(1)
    two = await stand.view(camera="cam_2", session="se_b")
    await two.fragments(1)
    await until(lambda: viewings(stand).count(["se_a", "se_b"]) >= 2)
    said = stand.told("media.viewings")[-1]
    assert said["process"] == stand.settings.process
    assert {(v["grant_id"], v["camera_id"]) for v in said["viewings"]} == {
        ("gr_1", "cam_1"),
        ("gr_1", "cam_2"),
    }
    await two.leave()
    await until(lambda: viewings(stand)[-1] == ["se_a"])
    await one.leave()
    await until(lambda: viewings(stand)[-1] == [])
    assert viewings(stand).count([]) == 2, "silence needs no repeating"
