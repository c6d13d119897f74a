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
