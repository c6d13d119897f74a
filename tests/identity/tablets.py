"""A tablet as the browser on it behaves: a key of its own, and signatures as WebCrypto makes them."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bongsu.identity.desk import as_name
from bongsu.identity.devices.device import Challenge, Device, NewDevice, Proof, Purpose
from bongsu.identity.devices.rules import signed_text
from bongsu.identity.service import IdentityService

ORIGIN = "https://node.example"


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Tablet:
    """One browser profile; `origin` is where its page was loaded from."""

    origin: str = ORIGIN
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    @property
    def spki(self) -> str:
        return encoded(
            self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        )

    def signature(self, purpose: Purpose, challenge: str, bound_to: str) -> str:
        text = signed_text(purpose, self.origin, challenge, bound_to)
        r, s = decode_dss_signature(self.key.sign(text, ECDSA(SHA256())))
        return encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def enrolment(self, name: str, code: str) -> NewDevice:
        """What it hands in; the node was asked at `ORIGIN`, wherever the page came from."""
        plain = code.replace("-", "").replace(" ", "").upper()
        signature = self.signature(Purpose.ENROL, plain, as_name(name))
        return NewDevice(name, code, "태블릿", self.spki, signature, ORIGIN)

    def answer(self, challenge: Challenge, bound_to: str | None = None) -> Proof:
        """Signs for the session (or the sign-in) that it believes to be in."""
        whose = challenge.bound_to if bound_to is None else bound_to
        signature = self.signature(challenge.purpose, challenge.challenge, whose)
        return Proof(challenge.challenge_id, signature, ORIGIN)


async def enrolled(identity: IdentityService, name: str) -> tuple[Tablet, Device]:
    """A tablet that was enrolled for the account."""
    tablet = Tablet()
    code = await identity.devices.make_code(name, by="per_lead")
    return tablet, await identity.devices.enrol(tablet.enrolment(name, code.code))
