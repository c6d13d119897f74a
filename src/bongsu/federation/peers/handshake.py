"""What a district and the hub say to each other once, when it joins, and how each proves that it knows the token's secret.

Pure. The channel may be plain HTTP or somebody's proxy: whoever lacks the secret can neither ask nor answer, and what
passes holds nothing secret."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated

import msgspec

from bongsu.audit.entry import canonical
from bongsu.federation.peers.failures import HubNotProved, JoinRefused

MAY_DIFFER = timedelta(seconds=60)
_ASK, _ANSWER = b"bongsu join: ask\n", b"bongsu join: answer\n"

Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9_]{2,24}$")]
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Pem = Annotated[str, msgspec.Meta(max_length=4000)]
Proof = Annotated[str, msgspec.Meta(max_length=64)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class JoinAsk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A district asks to be let in. `proof` is HMAC-SHA-256 by the token's secret over everything else."""

    invitation_id: Annotated[str, msgspec.Meta(max_length=40)]
    code: Code
    hub: Code
    release: Annotated[str, msgspec.Meta(max_length=40)]
    nkey: Annotated[str, msgspec.Meta(max_length=80)]
    csr: Pem
    sent_at: Moment
    proof: Proof = ""


class JoinAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The hub lets it in. `proof` also covers the question, so that an answer belongs to one question only."""

    hub: Code
    code: Code
    link: Annotated[str, msgspec.Meta(max_length=260)]
    certificate: Pem
    ca: Pem
    release: Annotated[str, msgspec.Meta(max_length=40)]
    answered_at: Moment
    proof: Proof = ""


def proved_ask(ask: JoinAsk, secret: bytes) -> JoinAsk:
    return msgspec.structs.replace(ask, proof=_proof(secret, _ASK, _said(ask)))


def proved_answer(answer: JoinAnswer, ask: JoinAsk, secret: bytes) -> JoinAnswer:
    return msgspec.structs.replace(answer, proof=_answer_proof(answer, ask, secret))


def must_prove(ask: JoinAsk, secret: bytes) -> None:
    """Raises `JoinRefused`."""
    if not _same(ask.proof, _proof(secret, _ASK, _said(ask))):
        raise JoinRefused("the proof does not fit the token: it or the words differ", field="proof")


def must_be_proved(answer: JoinAnswer, ask: JoinAsk, secret: bytes) -> None:
    """Raises `HubNotProved`."""
    if not _same(answer.proof, _answer_proof(answer, ask, secret)):
        raise HubNotProved(
            "the answer does not prove that it is the hub's: somebody else answered, or its words were changed",
            field="proof",
        )


def skew_s(theirs: datetime, ours: datetime) -> float:
    return (theirs - ours).total_seconds()


def clocks_fit(theirs: datetime, ours: datetime) -> bool:
    return abs(theirs - ours) <= MAY_DIFFER


def _said(words: JoinAsk | JoinAnswer) -> bytes:
    return canonical(msgspec.to_builtins(msgspec.structs.replace(words, proof="")))


def _answer_proof(answer: JoinAnswer, ask: JoinAsk, secret: bytes) -> str:
    return _proof(secret, _ANSWER, sha256(_said(ask)).digest() + _said(answer))


def _proof(secret: bytes, kind: bytes, said: bytes) -> str:
    return urlsafe_b64encode(hmac.digest(secret, kind + said, "sha256")).decode()


def _same(shown: str, expected: str) -> bool:
    try:
        return hmac.compare_digest(urlsafe_b64decode(shown), urlsafe_b64decode(expected))
    except ValueError:
        return False
