"""What may go wrong when somebody keeps agreements."""

from bongsu.kernel.failures import Failure, Kind


class UnknownAgreement(Failure):
    """No such agreement or version."""

    kind = Kind.NOT_FOUND
    code = "unknown_agreement"


class UnknownKey(Failure):
    """No such signer's key."""

    kind = Kind.NOT_FOUND
    code = "unknown_key"


class AgreementWrong(Failure):
    """The text has a problem; `field` is the first one's path."""

    kind = Kind.INVALID
    code = "agreement_wrong"


class VersionTaken(Failure):
    """A text is never changed in place: another text is another version."""

    kind = Kind.CONFLICT
    code = "version_taken"


class SignatureWrong(Failure):
    """It is not this key's signature over this version's bytes, or the key is no party's or withdrawn."""

    kind = Kind.INVALID
    code = "signature_wrong"


class AlreadyDone(Failure):
    """It stands like that already."""

    kind = Kind.CONFLICT
    code = "already_done"
