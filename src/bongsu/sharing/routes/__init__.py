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
    dependencies = {"signed_in": SIGNED_IN}
    pages = [list_agreements, agreement_conflicts, check_agreement, agreement_version]
    deeds = [add_agreement, sign_agreement, add_party_signature, suspend_agreement]
    agreements = [*pages, agreement_text, *deeds, resume_agreement]
    keys = [party_keys, add_party_key, withdraw_party_key]
    return [
        Router(path, route_handlers=handlers, dependencies=dependencies, tags=["agreements"])
        for path, handlers in (("/api/agreements", agreements), ("/api/party-keys", keys))
    ]
