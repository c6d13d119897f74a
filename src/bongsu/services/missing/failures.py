"""What may go wrong at the register and at the search desk."""

from bongsu.kernel.failures import Failure, Kind


class UnknownPerson(Failure):
    """No such record, or not yours to see."""

    kind = Kind.NOT_FOUND
    code = "unknown_registered_person"


class UnknownSearch(Failure):
    """No such search, or not yours to see."""

    kind = Kind.NOT_FOUND
    code = "unknown_search"


class NoPicture(Failure):
    """There is none."""

    kind = Kind.NOT_FOUND
    code = "no_picture"


class SearchOver(Failure):
    """Found or over: description and pictures are destroyed."""

    kind = Kind.CONFLICT
    code = "search_over"


class SearchRefused(Failure):
    """What the duty official, or the agreements, refused is searched for by nobody here."""

    kind = Kind.CONFLICT
    code = "search_refused"


class TooManyPictures(Failure):
    """One search takes so many, and no more."""

    kind = Kind.CONFLICT
    code = "too_many_pictures"


class NotYourCamera(Failure):
    """Another seat looks at it, or nobody in this search."""

    kind = Kind.CONFLICT
    code = "not_your_camera"


class NotAtThisDesk(Failure):
    """Join the search first."""

    kind = Kind.REFUSED
    code = "not_at_this_desk"
