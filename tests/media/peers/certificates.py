"""A certificate authority of the city for tests, and link files that it signs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


def _name(code: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, code)])


class Authority:
    """The hub's own, or, in another instance, somebody else's."""

    def __init__(self, code: str = "SEOUL CA") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name(code)
        basic = x509.BasicConstraints(ca=True, path_length=0)
        made = self._builder(self._name, self._key.public_key())
        self._certificate = made.add_extension(basic, critical=True).sign(
            self._key, hashes.SHA256()
        )

    def issue(self, code: str, folder: Path, *, server_name: str = "") -> Path:
        """Writes `ca.pem`, `link.pem` and `link.key`."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName(
            [x509.DNSName(server_name or f"{code.lower()}.bongsu.internal")]
        )
        uses = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        made = self._builder(_name(code), key.public_key())
        made = made.add_extension(names, critical=False)
        made = made.add_extension(x509.ExtendedKeyUsage(uses), critical=False)
        certificate = made.sign(self._key, hashes.SHA256())
        folder.mkdir(parents=True, exist_ok=True)
        pem = serialization.Encoding.PEM
        (folder / "ca.pem").write_bytes(self._certificate.public_bytes(pem))
        (folder / "link.pem").write_bytes(certificate.public_bytes(pem))
        (folder / "link.key").write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        return folder

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
        )
