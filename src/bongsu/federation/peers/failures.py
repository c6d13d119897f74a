"""Why centres do not come together. Each names the field."""

from bongsu.kernel.failures import Failure, Kind


class NotTheHub(Failure):
    """Only the hub invites."""

    kind = Kind.CONFLICT
    code = "not_the_hub"


class AlreadyLinked(Failure):
    """A link stands already; it is revoked before another is made."""

    kind = Kind.CONFLICT
    code = "already_linked"


class UnknownPeer(Failure):
    """This centre is linked with none of that code."""

    kind = Kind.NOT_FOUND
    code = "unknown_peer"


class BadToken(Failure):
    """The text is no token of an invitation, or not one for this centre."""

    kind = Kind.INVALID
    code = "bad_token"


class JoinRefused(Failure):
    """The hub let nobody in; the sentence says why."""

    kind = Kind.REFUSED
    code = "join_refused"


class TooManyTries(Failure):
    """Wrong requests to join lock the door for a while, as wrong passwords lock a name."""

    kind = Kind.REFUSED
    code = "too_many_tries"


class HubNotProved(Failure):
    """What answered does not know the token's secret: it is not the hub, or somebody changed its words on the way."""

    kind = Kind.REFUSED
    code = "hub_not_proved"


class HubUnreachable(Failure):
    """No answer from the address in the token."""

    kind = Kind.UNAVAILABLE
    code = "hub_unreachable"


class NoLinkKeys(Failure):
    """The files of the link are not there, or cannot be read."""

    kind = Kind.UNAVAILABLE
    code = "no_link_keys"


class BadAbout(Failure):
    """What a centre says of itself cannot be believed; nothing of it was taken."""

    kind = Kind.INVALID
    code = "bad_about"


class RenewedLately(Failure):
    """Certificates are renewed once a year, not all the time."""

    kind = Kind.REFUSED
    code = "renewed_lately"


class NotADistrict(Failure):
    """Only districts join a hub."""

    kind = Kind.CONFLICT
    code = "not_a_district"


class NotDirect(Failure):
    """Known through the hub only: there is no line of our own to revoke."""

    kind = Kind.CONFLICT
    code = "not_direct"
