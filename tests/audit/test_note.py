"""Signed notes read and sign as the specification's own examples do; whatever is bent is refused."""

import struct
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.checkpoint import AuditKey, Checkpoint, key_under, read_checkpoint
from bongsu.audit.merkle import leaf_hash
from bongsu.audit.note import (
    COSIGNS,
    SIGNS,
    BadKey,
    BadNote,
    Note,
    Signature,
    VerifierKey,
    cosign,
    encode64,
    read_note,
    read_signatures,
    sign,
)

# of https://c2sp.org/signed-note
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
KEY = AuditKey(Ed25519PrivateKey.from_private_bytes(b"\x01" * 32), "SEONGBUK")
OTHER = AuditKey(Ed25519PrivateKey.from_private_bytes(b"\x02" * 32), "GANGBUK")
ROOT = leaf_hash(b"row")


def test_the_specifications_example_is_read_and_believed() -> None:
    note = read_note(EXAMPLE)
    key = VerifierKey.read(EXAMPLE_KEY)
    assert str(key) == EXAMPLE_KEY
    assert str(note) == EXAMPLE
    note.must_be_signed_by(key)


def test_the_key_of_gos_checksum_database_is_read() -> None:
    """A known key of another maker."""
    text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    assert str(VerifierKey.read(text, SIGNS)) == text


def test_the_cosignature_example_is_read_with_its_time() -> None:
    lines = (
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2"
        "oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    (one,) = read_signatures(lines)
    assert (one.name, one.time_s, one.line) == ("witness.example.com/w1", 1679315147, lines)


def test_origin_and_names_follow_the_centre() -> None:
    assert KEY.origin == "bongsu.seongbuk/trail/1"
    assert KEY.witness_name == "bongsu.seongbuk/witness/1"
    assert (KEY.as_log.way, KEY.as_witness.way) == (SIGNS, COSIGNS)
    assert KEY.as_log.key_id != KEY.as_witness.key_id
    for key in (KEY.as_log, KEY.as_witness):
        assert VerifierKey.read(f" {key}\n", key.way) == key


def test_a_checkpoint_is_signed_read_and_believed() -> None:
    note = read_note(str(KEY.signed(1234, ROOT)))
    note.must_be_signed_by(KEY.as_log)
    assert read_checkpoint(note) == Checkpoint(KEY.origin, 1234, ROOT)
    assert note.text == f"bongsu.seongbuk/trail/1\n1234\n{encode64(ROOT)}\n"


def test_a_witnesss_word_is_no_logs_word_and_the_reverse() -> None:
    """One key, two ways to sign: neither stands for the other."""
    note = KEY.signed(7, ROOT)
    cosigned = note.with_more([cosign(note.text, KEY.witness_name, KEY.key, 1_790_000_000)])
    cosigned.must_be_signed_by(KEY.as_log)
    cosigned.must_be_signed_by(KEY.as_witness)
    found = cosigned.signature_of(KEY.as_witness)
    assert found is not None
    assert found.time_s == 1_790_000_000
    with pytest.raises(BadNote, match="not signed"):
        note.must_be_signed_by(KEY.as_witness)
    forged = Note(note.text, (note.signatures[0],)).with_more(
        [sign(note.text, OTHER.origin, KEY.key)]
    )
    with pytest.raises(BadNote, match="not signed"):
        forged.must_be_signed_by(OTHER.as_log)


def test_a_known_key_whose_signature_does_not_fit_spoils_the_note() -> None:
    note = KEY.signed(7, ROOT)
    bent = Note(note.text.replace("7", "8"), note.signatures)
    with pytest.raises(BadNote, match="does not fit"):
        bent.must_be_signed_by(KEY.as_log)


def test_the_time_of_a_cosignature_is_signed() -> None:
    note = KEY.signed(7, ROOT)
    one = cosign(note.text, KEY.witness_name, KEY.key, 1_790_000_000)
    later = struct.pack(">Q", 1_790_000_001) + one.signature[8:]
    assert KEY.as_witness.accepts(note.text, one.signature)
    assert not KEY.as_witness.accepts(note.text, later)
    assert not KEY.as_witness.accepts(note.text, one.signature[:-1])


def test_the_time_of_a_cosignature_is_eight_bytes_without_a_sign() -> None:
    text, time_s = KEY.signed(7, ROOT).text, 2**64 - 1
    one = cosign(text, KEY.witness_name, KEY.key, time_s)
    assert one.time_s == time_s
    assert KEY.as_witness.accepts(text, one.signature)


def test_signatures_of_strangers_are_passed_over() -> None:
    note = KEY.signed(7, ROOT).with_more([sign("else\n", OTHER.origin, OTHER.key)])
    read_note(str(note)).must_be_signed_by(KEY.as_log)


END = "a note ends with signature lines"
NO_LINE = "this is no signature line"
CONTROL = "a note holds no control characters"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", END),
        ("\n\n", END),
        ("text\n", END),
        ("text\n\n", END),
        ("\n\n— name AAAAAAA=\n", END),
        ("text\n\n— name AAAAAAA=", END),
        ("text\n\n— name AAAAAAA=\n\n", END),
        ("text\n\n— name\n", NO_LINE),
        ("text\n\n- name AAAAAAA=\n", NO_LINE),
        ("text\n\n— na+me AAAAAAA=\n", NO_LINE),
        ("text\n\n—  AAAAAAA=\n", NO_LINE),
        ("text\n\n— name  AAAAAAA=\n", NO_LINE),
        ("text\n\n— name AAAAAAA= \n", NO_LINE),
        ("text\n\n— name AAAAAA==\n", "a signature is longer"),
        ("text\n\n— name AAAAAAA\n", "this is no base 64"),
        ("text\n\n— name AAAA!AAA=\n", "this is no base 64"),
        ("text\n\n— name AA\u2014AAAA=\n", "this is no base 64"),
        ("text\n\n— name AAAAAAB=\n", "base 64 has one spelling only"),
        ("te\txt\n\n— name AAAAAAA=\n", CONTROL),
        ("text\r\n\n— name AAAAAAA=\n", CONTROL),
        ("te\x00xt\n\n— name AAAAAAA=\n", CONTROL),
        ("te\x1fxt\n\n— name AAAAAAA=\n", CONTROL),
        ("text\n\n" + "— name AAAAAAA=\n" * 65, "too many signatures"),
    ],
)
def test_what_is_no_signed_note_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadNote) as refused:
        read_note(text)
    assert refused.value.detail == why


def test_a_note_may_have_empty_lines_and_up_to_sixty_four_signatures() -> None:
    lines = "— name AAAAAAA=\n" * 64
    note = read_note(f"one\n\ntwo\n\n{lines}")
    assert note.text == "one\n\ntwo\n"
    assert note.signatures == (Signature("name", b"\0\0\0\0", b"\0"),) * 64


def test_signature_lines_alone_end_with_a_line_end() -> None:
    with pytest.raises(BadNote, match=r"^a signature line ends with a line end$"):
        read_signatures("— name AAAAAAA=")


def test_of_several_signatures_of_one_key_the_last_counts_and_all_must_fit() -> None:
    note = KEY.signed(7, ROOT)
    first, last = (cosign(note.text, KEY.witness_name, KEY.key, time_s) for time_s in (10, 20))
    assert note.with_more([first, last]).signature_of(KEY.as_witness) == last
    bent = replace(first, signature=last.signature[:8] + first.signature[8:])
    with pytest.raises(BadNote, match=r"^the signature of bongsu.seongbuk/witness/1 does not fit$"):
        note.with_more([bent, last]).signature_of(KEY.as_witness)


SIZE = "a checkpoint's second line is its size"
LINES = "a checkpoint has three lines and none is empty"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("origin\n5\n", LINES),
        (f"\n5\n{encode64(ROOT)}\n", LINES),
        (f"origin\n5\n{encode64(ROOT)}\n\nmore\n", LINES),
        (f"origin\n05\n{encode64(ROOT)}\n", SIZE),
        (f"origin\n-5\n{encode64(ROOT)}\n", SIZE),
        (f"origin\n５\n{encode64(ROOT)}\n", SIZE),
        (f"origin\n5 \n{encode64(ROOT)}\n", SIZE),
        (f"origin\n{10**18}\n{encode64(ROOT)}\n", SIZE),
        (f"origin\n5\n{encode64(ROOT[1:])}\n", "a checkpoint's third line is its root"),
        ("origin\n5\nAAA\n", "this is no base 64"),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadNote) as refused:
        read_checkpoint(Note(text, ()))
    assert refused.value.detail == why


@pytest.mark.parametrize("size", [0, 9, 10, 10**18 - 1])
def test_a_checkpoint_of_any_size_is_read(size: int) -> None:
    assert read_checkpoint(KEY.signed(size, ROOT)) == Checkpoint(KEY.origin, size, ROOT)


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("bongsu.seongbuk/trail/1", True),
        ("bongsu.seongbuk/trail/22", True),
        ("bongsu.seongbuk/trail/x", False),
        ("bongsu.seongbuk/trail/", False),
        ("bongsu.seongbuk/witness/1", False),
        ("bongsu.gangbuk/trail/1", False),
        ("bongsu.seongbuk/trail/1/2", False),
    ],
)
def test_a_restored_trail_goes_on_under_the_same_key_and_the_next_number(
    origin: str, is_ours: bool
) -> None:
    log = KEY.as_log
    assert key_under(log, origin) == (
        VerifierKey(origin, SIGNS, log.public_key) if is_ours else None
    )


def test_more_lines_belong_to_the_log() -> None:
    text = f"origin\n5\n{encode64(ROOT)}\nmore\n"
    assert read_checkpoint(Note(text, ())).size == 5


PARTS = "a key reads name+id+base 64"
KEY_BYTES = KEY.as_log.public_key
OTHER_WAY = VerifierKey("name", 2, KEY_BYTES)
TOO_LONG = VerifierKey("name", SIGNS, KEY_BYTES + b"\0")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", f"{PARTS}, Ed25519 only"),
        ("name", f"{PARTS}, Ed25519 only"),
        ("name+00000000", f"{PARTS}, Ed25519 only"),
        ("name+00000000+AAAA", f"{PARTS}, Ed25519 only"),
        (str(OTHER_WAY), f"{PARTS}, Ed25519 only"),
        (str(TOO_LONG), f"{PARTS}, Ed25519 only"),
        (EXAMPLE_KEY.replace("example.com", "exam ple"), f"{PARTS}, Ed25519 only"),
        (EXAMPLE_KEY[:-1], PARTS),
        (
            EXAMPLE_KEY.replace("530d903a", "530d903b"),
            "the key's id does not fit: a letter was mistyped",
        ),
        (
            EXAMPLE_KEY.replace("example", "exbmple"),
            "the key's id does not fit: a letter was mistyped",
        ),
    ],
)
def test_what_is_no_key_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadKey) as refused:
        VerifierKey.read(text)
    assert (refused.value.detail, refused.value.field) == (why, "vkey")


def test_a_key_for_something_else_is_refused() -> None:
    for key, way, whose in (
        (KEY.as_log, COSIGNS, "a witness's"),
        (KEY.as_witness, SIGNS, "a log's"),
    ):
        with pytest.raises(BadKey) as refused:
            VerifierKey.read(str(key), way)
        assert (refused.value.detail, refused.value.field) == (f"this is not {whose} key", "vkey")


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    for read in (read_note, VerifierKey.read, read_signatures):
        try:
            read(text)
        except (BadNote, BadKey):
            continue


@given(st.integers(0, 300), st.integers(1, 255))
def test_no_bent_byte_passes(place: int, bend: int) -> None:
    good = str(KEY.signed(1234, ROOT)).encode()
    place %= len(good)
    bent = good[:place] + bytes([good[place] ^ bend]) + good[place + 1 :]
    with pytest.raises((BadNote, UnicodeDecodeError)):
        read_note(bent.decode()).must_be_signed_by(KEY.as_log)
