"""A node's own key is made once, belongs to its user alone, and is never replaced by accident."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from bongsu.kernel.keys import load_or_create_key


def test_the_same_key_comes_back(tmp_path: Path) -> None:
    first, again = (load_or_create_key(tmp_path / "audit.pem") for _ in range(2))
    assert first.private_bytes_raw() == again.private_bytes_raw()


def test_two_files_are_two_keys(tmp_path: Path) -> None:
    one, other = (load_or_create_key(tmp_path / name) for name in ("a.pem", "b.pem"))
    assert one.private_bytes_raw() != other.private_bytes_raw()


def test_nobody_else_may_read_it_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    load_or_create_key(tmp_path / "keys" / "audit.pem")
    (file,) = (tmp_path / "keys").iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == ("audit.pem", 0o600)


def test_a_key_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "audit.pem"
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    file.write_bytes(pem)
    load_or_create_key(file)
    assert file.read_bytes() == pem


@pytest.mark.parametrize("text", [b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_spoiled_key_is_no_reason_to_make_a_new_one(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "audit.pem"
    file.write_bytes(text)
    with pytest.raises(ValueError, match=r".+"):
        load_or_create_key(file)
    assert file.read_bytes() == text


def test_a_key_of_another_kind_is_named(tmp_path: Path) -> None:
    file = tmp_path / "audit.pem"
    key = ec.generate_private_key(ec.SECP256R1())
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(TypeError, match=r"audit\.pem holds no Ed25519 key"):
        load_or_create_key(file)


def test_a_key_under_a_passphrase_is_not_guessed(tmp_path: Path) -> None:
    file = tmp_path / "audit.pem"
    sealed = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    file.write_bytes(sealed)
    with pytest.raises(TypeError, match="encrypted"):
        load_or_create_key(file)
