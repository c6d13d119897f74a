"""Codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds, as every app knows them."""

import hmac
from datetime import datetime

import pyotp
import segno

from bongsu.identity.factors.factor import TotpDraft

# 160 bits (RFC 4226 §4, R6), in base32
SECRET_LETTERS = 32
STEP_S = 30
ISSUER = "Bongsu"


def new_totp(name: str, centre: str) -> TotpDraft:
    """A fresh secret and what an app scans."""
    secret = pyotp.random_base32(SECRET_LETTERS)
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=f"{ISSUER} {centre}")
    picture = segno.make(uri, error="m", micro=False)
    return TotpDraft(secret, uri, picture.svg_inline(scale=5, border=4, light="#fff"))


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is, one step early or late allowed for clocks and thumbs (RFC 6238 §6)."""
    typed = "".join(code.split())
    present = int(now.timestamp()) // STEP_S
    generator = pyotp.TOTP(secret)
    found = None
    # always all three, so that the time taken tells nothing
    for step in (present - 1, present, present + 1):
        if hmac.compare_digest(generator.generate_otp(step).encode(), typed.encode()):
            found = step
    return found
