"""The ways in which somebody is not let in. None of them says which part of a sign-in was wrong."""

from bongsu.kernel.failures import Failure, Kind


class NotSignedIn(Failure):
    """No session, or one that has ended."""

    kind = Kind.UNAUTHENTICATED
    code = "not_signed_in"


class SignInRefused(Failure):
    """Name and password do not belong together."""

    kind = Kind.UNAUTHENTICATED
    code = "sign_in_refused"


class SignInLocked(Failure):
    """Too many wrong passwords for this name, whether anybody has that name or not."""

    kind = Kind.UNAUTHENTICATED
    code = "sign_in_locked"


class SignInBusy(Failure):
    """More sign-ins wait than can be looked at soon."""

    kind = Kind.UNAVAILABLE
    code = "sign_in_busy"


class SessionLocked(Failure):
    """Nobody has touched this session for a while; its person unlocks it."""

    kind = Kind.UNAUTHENTICATED
    code = "session_locked"


class PasswordMustChange(Failure):
    """Signed in with a password that somebody else made: its person chooses one before anything else."""

    kind = Kind.UNAUTHENTICATED
    code = "password_must_change"


class NoSuchSession(Failure):
    """No running session of this person has that id."""

    kind = Kind.NOT_FOUND
    code = "no_such_session"


class SecondFactorNeeded(Failure):
    """The password was right; a second factor has to follow."""

    kind = Kind.UNAUTHENTICATED
    code = "second_factor_needed"


class PendingOver(Failure):
    """The sign-in under way took too long, failed too often or was finished: begin again with the password."""

    kind = Kind.UNAUTHENTICATED
    code = "pending_over"


class FactorRefused(Failure):
    """A code or passkey that does not fit. It is not said why."""

    kind = Kind.UNAUTHENTICATED
    code = "factor_refused"


class PasskeyNeedsName(Failure):
    """Passkeys belong to a host name; no browser makes one for a bare IP address (WebAuthn §5.1.2)."""

    kind = Kind.INVALID
    code = "passkey_needs_name"


class NoSuchFactor(Failure):
    kind = Kind.NOT_FOUND
    code = "no_such_factor"


class LastFactor(Failure):
    """This account must keep a second factor."""

    kind = Kind.CONFLICT
    code = "last_factor"


class NoKeyFile(Failure):
    """Secrets can be neither kept nor read: the key file is missing, unreadable or not the one they were kept under."""

    kind = Kind.UNAVAILABLE
    code = "no_key_file"


class OwnRights(Failure):
    """Nobody changes their own rights."""

    kind = Kind.REFUSED
    code = "own_rights"


class NoSuchPartner(Failure):
    kind = Kind.NOT_FOUND
    code = "no_such_partner"


class ProviderUnavailable(Failure):
    """The OpenID Connect provider does not answer, or not as the standard says. Local sign-in still works."""

    kind = Kind.UNAVAILABLE
    code = "oidc_unreachable"


class ProviderRefused(Failure):
    """What came back from the provider is not an answer to what this browser asked."""

    kind = Kind.UNAUTHENTICATED
    code = "oidc_refused"


class UnknownSubject(Failure):
    """The provider knows the person, but no account here is linked to them."""

    kind = Kind.UNAUTHENTICATED
    code = "oidc_unknown"


class RoleRefused(Failure):
    """Signed in, but this is for other roles."""

    kind = Kind.REFUSED
    code = "role_refused"


class NotFromConsole(Failure):
    """A request that changes something came without `X-Bongsu: 1` or from another origin."""

    kind = Kind.REFUSED
    code = "not_from_console"


class UnknownPartner(Failure):
    """No such partner credential."""

    kind = Kind.UNAUTHENTICATED
    code = "unknown_partner"


class RightNotGiven(Failure):
    """The head of the centre has not given the linked system this right."""

    kind = Kind.REFUSED
    code = "right_not_given"


class AlreadyThere(Failure):
    """The code or name is taken."""

    kind = Kind.CONFLICT
    code = "already_there"


class NoSuchOrganisation(Failure):
    kind = Kind.NOT_FOUND
    code = "no_such_organisation"


class NoSuchPerson(Failure):
    kind = Kind.NOT_FOUND
    code = "no_such_person"
