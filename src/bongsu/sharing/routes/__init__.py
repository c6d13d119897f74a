"""HTTP of agreements and signers' keys. The rights of each door stand beside it; the texts are the node's own data."""

from litestar import Router

from bongsu.identity.routes import SIGNED_IN
from bongsu.sharing.routes.changes import (
    add_agreement,
    add_party_signature,
    resume_agreement,
    sign_agreement,
    suspend_agreement,
)
from bongsu.sharing.routes.keys import add_party_key, party_keys, withdraw_party_key
from bongsu.sharing.routes.pages import (
    agreement_conflicts,
    agreement_text,
    agreement_version,
    check_agreement,
    list_agreements,
)


def agreement_routes() -> list[Router]:
    """`app.state.agreements` is the book, `app.state.agreement_key` the centre's key, `agreement_names` the words."""
    pages = [
        list_agreements,
        agreement_conflicts,
        check_agreement,
        agreement_version,
        agreement_text,
    ]
    deeds = [
        add_agreement,
        sign_agreement,
        add_party_signature,
        suspend_agreement,
        resume_agreement,
    ]
    return [
        Router(
            "/api/agreements",
            route_handlers=[*pages, *deeds],
            dependencies={"signed_in": SIGNED_IN},
        ),
        Router(
            "/api/party-keys",
            route_handlers=[party_keys, add_party_key, withdraw_party_key],
            dependencies={"signed_in": SIGNED_IN},
        ),
    ]
