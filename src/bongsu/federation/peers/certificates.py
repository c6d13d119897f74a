"""The hub's own certificate authority and the link certificates (RFC 5280) by which centres know each other. Values only."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from bongsu.kernel.failures import Invalid

CA_LASTS = timedelta(days=3652)
LINK_LASTS = timedelta(days=365)
RENEW_BEFORE = timedelta(days=30)
# certificates are made and looked at on machines whose clocks differ
_EARLIER = timedelta(minutes=5)
LARGEST_REQUEST = 4000
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9]([a-z0-9-]{0,62}))*")


def link_name(code: str) -> str:
    """The name by which a centre's servers are known on links: `seongbuk.bongsu.internal`."""
    return f"{code.lower().replace('_', '-')}.bongsu.internal"


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read_key(pem: bytes) -> ec.EllipticCurvePrivateKey:
    """Raises `Invalid`."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as cause:
        raise Invalid("this is no private key", field="key") from cause
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Invalid("an ECDSA key is needed", field="key")
    return key


def certificate_pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def read_pem(pem: str | bytes, field: str = "certificate") -> x509.Certificate:
    """Exactly one certificate. Raises `Invalid`."""
    try:
        found = x509.load_pem_x509_certificates(pem.encode() if isinstance(pem, str) else pem)
    except ValueError as cause:
        raise Invalid("this is no certificate in PEM form", field=field) from cause
    if len(found) != 1:
        raise Invalid("exactly one certificate is needed", field=field)
    return found[0]


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the DER form, in hex."""
    return certificate.fingerprint(SHA256()).hex()


def code_of(certificate: x509.Certificate) -> str:
    """The centre's code: its common name."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def hosts_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Names and addresses under which its holder may be reached."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = (str(one) for one in names.get_values_for_type(x509.IPAddress))
    return (*names.get_values_for_type(x509.DNSName), *addresses)


def make_ca(key: ec.EllipticCurvePrivateKey, hub: str, now: datetime) -> x509.Certificate:
    """The hub's own; nobody else trusts it, and it signs link certificates only."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{hub} link CA")])
    return (
        _draft(name, name, key.public_key(), now, CA_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(key, SHA256())
    )


def make_request(key: ec.EllipticCurvePrivateKey, code: str) -> str:
    """A certificate signing request (PKCS #10): it proves that its sender has the key."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, code)])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, SHA256())
    return request.public_bytes(Encoding.PEM).decode()


def read_request(pem: str) -> ec.EllipticCurvePublicKey:
    """The key that it asks a certificate for; nothing else in it counts. Raises `Invalid`."""
    if len(pem) > LARGEST_REQUEST:
        raise Invalid(f"a request of {len(pem)} letters is too long", field="csr")
    try:
        request = x509.load_pem_x509_csr(pem.encode())
        key = request.public_key()
        is_signed = request.is_signature_valid
    except (ValueError, InvalidSignature) as cause:
        raise Invalid("this is no certificate signing request in PEM form", field="csr") from cause
    if not is_signed:
        raise Invalid("the request is not signed by its own key", field="csr")
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Invalid("a key on the curve P-256 is needed", field="csr")
    return key


def serial_of(invitation_id: str, nkey: str, public_key: ec.EllipticCurvePublicKey) -> int:
    """The serial number of the certificate that this invitation led to, for this key and nkey; 19 bytes (RFC 5280: 20)."""
    der = public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    said = b"\0".join((b"bongsu join", invitation_id.encode(), nkey.encode(), der))
    return int.from_bytes(sha256(said).digest()[:19], "big") | 1


def issue(
    ca: x509.Certificate,
    ca_key: ec.EllipticCurvePrivateKey,
    code: str,
    public_key: ec.EllipticCurvePublicKey,
    now: datetime,
    hosts: Iterable[str] = (),
    serial: int = 0,
) -> x509.Certificate:
    """A link certificate: for both ends of a connection, under the centre's link name and `hosts`. The same values, `serial`
    among them, make the same bytes (RFC 6979); 0: a number by chance."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, code)])
    names = dict.fromkeys((link_name(code), *hosts))
    both = [ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]
    return (
        _draft(name, ca.subject, public_key, now, LINK_LASTS, serial)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(both), critical=False)
        .add_extension(
            x509.SubjectAlternativeName([_general(one) for one in names]), critical=False
        )
        .sign(ca_key, SHA256(), ecdsa_deterministic=True)
    )


def must_fit(
    certificate: x509.Certificate,
    ca: x509.Certificate,
    code: str,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
) -> None:
    """Issued by `ca` to `code` for `key`, and good now. Raises `Invalid`."""
    try:
        certificate.verify_directly_issued_by(ca)
    except (ValueError, TypeError, InvalidSignature) as cause:
        raise Invalid("the certificate is not the authority's", field="certificate") from cause
    if code_of(certificate) != code:
        raise Invalid(f"the certificate is not for {code}", field="certificate")
    if certificate.public_key() != key:
        raise Invalid("the certificate is for another key", field="certificate")
    if not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc:
        raise Invalid("the certificate is not valid now", field="certificate")


def is_due(certificate: x509.Certificate, now: datetime) -> bool:
    """Whether it is time to renew it."""
    return now + RENEW_BEFORE >= certificate.not_valid_after_utc


def read_link(address: str) -> tuple[str, int]:
    """`host:port`; the host goes into the hub's certificate. Raises `Invalid`."""
    host, _, port = address.rpartition(":")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise Invalid("the link's address is HOST:PORT", field="link")
    bare = host.removeprefix("[").removesuffix("]").lower()
    if len(bare) > 253 or not (_is_address(bare) or _HOST.fullmatch(bare)):
        raise Invalid("the link's address is HOST:PORT", field="link")
    return bare, int(port)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _general(host: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(host)) if _is_address(host) else x509.DNSName(host)


def _draft(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    lasts: timedelta,
    serial: int = 0,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + lasts)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
