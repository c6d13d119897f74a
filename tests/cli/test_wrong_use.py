"""Every command's wrong use: exit code 2, nothing on standard output, and the option or argument by its name."""

from pathlib import Path

import pytest

from bongsu.cli.main import COMMANDS
from tests.cli.called import Call

# arguments → what the complaint names
WRONG: list[tuple[tuple[str, ...], str]] = [
    (("nonsense",), "nonsense"),
    (("--nonsense",), "--nonsense"),
    (("run", "extra"), "extra"),
    (("run", "--only", "nobody"), "--only"),
    (("run", "--port", "many"), "--port"),
    (("run", "--port"), "--port"),
    (("run", "--tls-cert"), "--tls-cert"),
    (("run", "--tls-cert", "c.pem", "--data-dir", "{folder}"), "[tls_key]"),
    (("run", "--tls-key", "k.pem", "--data-dir", "{folder}"), "[tls_certificate]"),
    (("run", "--trusted-proxy", "proxy", "--data-dir", "{folder}"), "[trusted_proxies]"),
    (("demo", "--port", "many"), "--port"),
    (("demo", "--nonsense"), "--nonsense"),
    (("demo-city", "--port", "many"), "--port"),
    (("import",), "Usage"),
    (("import", "nonsense"), "nonsense"),
    (("import", "cameras"), "FILES"),
    (("import", "lights"), "FILES"),
    (("import", "obstacles"), "FILES"),
    (("import", "survey"), "FILES"),
    (("import", "survey", "--strictly", "x"), "--strictly"),
    (("import", "areas"), "FILE"),
    (("import", "areas", "{file}", "--data-dir", "{folder}"), "not GeoJSON of dongs"),
    (("plan", "nonsense"), "nonsense"),
    (("plan", "siting"), "--config"),
    (("plan", "siting", "--config", "nowhere.toml"), "nowhere.toml"),
    (("plan", "replacement"), "--config"),
    (("plan", "mclp"), "INSTANCE"),
    (("plan", "mclp", "{file}", "--radius", "far"), "--radius"),
    (("plan", "mclp", "{file}", "--radius", "400"), "--sites"),
    (("peer", "nonsense"), "nonsense"),
    (("peer", "invite"), "CODE"),
    (("peer", "invite", "GURO"), "--url"),
    (("peer", "revoke"), "CODE"),
    (("peer", "revoke", "GURO"), "--reason"),
    (("database", "nonsense"), "nonsense"),
    (("database", "copy"), "--to"),
    (("bus-token", "--nonsense"), "--nonsense"),
    (("registry", "nonsense"), "nonsense"),
    (("registry", "count", "--as-of", "yesterday"), "--as-of"),
    (("registry", "count", "--as-of", "2026-13-01"), "--as-of"),
    (("registry", "count", "extra"), "extra"),
    (("people", "nonsense"), "nonsense"),
    (("people", "add"), "NAME"),
    (("people", "add", "kim"), "--display-name"),
    (("people", "add", "kim", "--display-name", "김"), "--role"),
    (("people", "add", "kim", "--display-name", "김", "--role", "KING"), "--role"),
    (("people", "add", "kim", "--display-name", "김", "--role", "CPO"), "--organisation"),
    (("people", "add-organisation"), "CODE"),
    (("people", "add-organisation", "SB"), "--name-ko"),
    (("people", "add-organisation", "SB", "--name-ko", "성북"), "--name-en"),
    (("people", "add-organisation", "SB", "--name-ko", "성북", "--name-en", "Sb"), "--kind"),
    (
        ("people", "add-organisation", "S", "--name-ko", "성", "--name-en", "S", "--kind", "shop"),
        "--kind",
    ),
    (("people", "add-partner"), "NAME"),
    (("people", "add-partner", "p"), "--organisation"),
    (("people", "add-partner", "p", "--organisation", "SB"), "--system"),
    (("people", "add-partner", "p", "--organisation", "SB", "--system", "911"), "--system"),
    (("people", "add-partner", "p", "--organisation", "SB", "--system", "112"), "--service"),
    (("people", "reset-factors"), "NAME"),
    (("people", "reset-factors", "kim"), "--reason"),
    (("people", "link"), "NAME"),
    (("people", "link", "kim"), "SUBJECT"),
    (("people", "link", "kim", "subject"), "--reason"),
    (("people", "reset-factors", "kim", "--reason", "lost", "--data-dir", "{folder}"), "[name]"),
    (("agreement", "nonsense"), "nonsense"),
    (("agreement", "check"), "FILE"),
    (("agreement", "check", "{folder}/none.toml"), "none.toml"),
    (("agreement", "check", "{folder}"), "FILE"),
    (("agreement", "keygen"), "FILE"),
    (("agreement", "keygen", "{file}"), "[file]"),
    (("agreement", "sign", "{file}"), "--key"),
    (("agreement", "sign", "{file}", "--key", "{folder}/none.pem"), "--key"),
    (("agreement", "add"), "FILE"),
    (("agreement", "add", "{folder}/none.toml"), "none.toml"),
    (("audit", "nonsense"), "nonsense"),
    (("audit", "verify", "{folder}/none.txt"), "none.txt"),
    (("audit", "verify", "{file}"), "--key"),
    (("audit", "verify", "--data-dir", "{folder}"), "No node lives in"),
    (("audit", "verify", "--data-dir", "{folder}/none"), "No node lives in"),
    (("audit", "verify", "--key", "nonsense"), "key"),
    (("audit", "verify", "--witness", "nonsense"), "key"),
    (("audit", "verify", "--checkpoint", "{folder}/none"), "--checkpoint"),
    (("audit", "verify", "--checkpoint", "{file}"), "[checkpoint]"),
    (("audit", "export"), "--out"),
    (("audit", "export", "--out", "{folder}/x"), "--reason"),
    (("audit", "export", "--out", "{folder}/x", "--row", "0"), "--row"),
    (("audit", "export", "--out", "{folder}/x", "--row", "one"), "--row"),
    (
        (
            "audit",
            "export",
            "--out",
            "{folder}/x",
            "--reason",
            "법원 제출 자료",
            "--data-dir",
            "{folder}",
        ),
        "No node lives in",
    ),
    (("audit", "key", "--data-dir", "{folder}"), "No node lives in"),
    (("audit", "watch"), "VKEY"),
    (("audit", "watch", "key", "--data-dir", "{folder}"), "No node lives in"),
    (("audit", "unwatch"), "ORIGIN"),
    (("audit", "witness"), "Usage"),
    (("audit", "witness", "add", "gangbuk"), "URL"),
    (("audit", "witness", "add", "gangbuk", "https://x"), "VKEY"),
    (("audit", "witness", "remove"), "NAME"),
    (("audit", "witness", "list", "--data-dir", "{folder}"), "No node lives in"),
    (("backup",), "--out"),
    (("backup", "--out", "{folder}"), "--out"),
    (("backup", "--out", "{folder}/x.tar", "--data-dir", "{folder}"), "[data_dir]"),
    (("backup", "--out", "{file}", "--data-dir", "{folder}"), "[data_dir]"),
    (
        ("backup", "--out", "{folder}/x", "--passphrase-file", "{folder}/none"),
        "[passphrase_file]",
    ),
    (("restore",), "FILE"),
    (("restore", "{file}"), "--data-dir"),
    (("restore", "{file}", "--data-dir", "{folder}/new", "--old-head", "{file}"), "[old_head]"),
    (("doctor", "--data-dir", "{folder}/none"), "No node lives in"),
    (("doctor", "--nonsense"), "--nonsense"),
    (("doctor", "extra"), "extra"),
    (("simulate", "nonsense"), "nonsense"),
    (("simulate", "cameras", "--count", "0"), "--count"),
    (("simulate", "cameras", "--count", "few"), "--count"),
    (("simulate", "cameras", "--gop", "long"), "--gop"),
    (("simulate", "cameras", "--port", "many"), "--port"),
    (("simulate", "text-door", "--port", "many"), "--port"),
    (("simulate", "partner"), "SERVICE"),
    (("simulate", "partner", "NOWHERE", "--url", "http://127.0.0.1:1", "--token", "x"), "NOWHERE"),
    (
        ("simulate", "partner", "BELL", "--scene", "x", "--url", "http://h", "--token", "x"),
        "Scenes of BELL",
    ),
    (
        ("simulate", "partner", "WANTED_CAR", "--also", "x", "--url", "http://h", "--token", "x"),
        "PARTNER=TOKEN",
    ),
    (("bench", "nonsense"), "nonsense"),
    (("bench", "page"), "FILES"),
    (("bench", "page", "{folder}/none.json"), "none.json"),
    (("openapi", "extra"), "extra"),
    (("monitor", "nonsense"), "nonsense"),
    (("monitor", "evaluate"), "CLIP"),
    (("monitor", "evaluate", "{folder}/none.mp4"), "none.mp4"),
    (("monitor", "evaluate", "{folder}"), "CLIP"),
    (("monitor", "evaluate", "{file}", "--truth", "{folder}/none.txt"), "--truth"),
    (("monitor", "evaluate", "{file}", "--truth", "{file}"), "[row 1]"),
    (("monitor", "evaluate", "{file}", "--every", "0"), "--every"),
    (("monitor", "evaluate", "{file}", "--precision", "int3"), "--precision"),
    (("monitor", "evaluate", "{file}", "--note"), "--truth"),
    (("monitor", "evaluate", "{file}", "--detector", "nobody"), "nobody"),
    (("monitor", "evaluate", "{file}"), "CLIP"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG, ids=[" ".join(a) for a, _ in WRONG])
def test_wrong_use_is_named_and_changes_nothing(
    call: Call, tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    file = tmp_path / "file"
    file.write_text("something")
    given = [one.format(folder=tmp_path, file=file) for one in arguments]
    said = call(*given)
    assert (said.code, said.out) == (2, ""), said
    assert named in said.err, said.err
    assert "Traceback" not in said.err
    assert file.read_text() == "something"


def test_each_command_is_misused_here_at_least_once() -> None:
    assert {arguments[0] for arguments, _ in WRONG} >= set(COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_an_unknown_option_of_any_command_is_named(call: Call, name: str) -> None:
    said = call(name, "--no-such-option")
    assert (said.code, said.out) == (2, "")
    assert "--no-such-option" in said.err
