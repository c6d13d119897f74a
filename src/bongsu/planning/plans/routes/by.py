"""Who asks, as the trail keeps them."""

from bongsu.identity.people import SignedIn
from bongsu.planning.requests.desk import By


def by_of(signed_in: SignedIn) -> By:
    return By(signed_in.person_id, signed_in.person.organisation)
