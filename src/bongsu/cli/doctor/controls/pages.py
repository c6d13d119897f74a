"""What the application itself answers with: its headers, asked of the very application object that the node runs."""

from bongsu.cli.doctor.control import Control, Facts, Finding, fails, passes

_POLICY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
_YEAR_S = 31_536_000
_AT_FAULT = "report it: this release is at fault"


def content_policy(facts: Facts) -> Finding:
    said = facts.headers.get("content-security-policy", "")
    parts = dict(part.strip().partition(" ")[::2] for part in said.split(";") if part.strip())
    wrong = [name for name, value in _POLICY.items() if parts.get(name) != value]
    if wrong or "script-src" in parts or "unsafe-eval" in said:
        return fails(f"the policy is too wide: {', '.join(wrong) or said}", _AT_FAULT)
    return passes("scripts of this node only, framed by nobody")


def headers(facts: Facts) -> Finding:
    wrong = [name for name, value in _HEADERS.items() if facts.headers.get(name) != value]
    return fails(f"missing: {', '.join(wrong)}", _AT_FAULT) if wrong else passes("all there")


def strict_transport(facts: Facts) -> Finding:
    said = facts.headers.get("strict-transport-security", "")
    age = said.partition("max-age=")[2].partition(";")[0]
    if not age.isdigit() or int(age) < _YEAR_S:
        return fails(f"said by TLS: {said or 'nothing'}", _AT_FAULT)
    return passes("a year, said in every answer by TLS")


def cookies_secure(facts: Facts) -> Finding:
    node = facts.node
    by_proxy = node.public_origin.startswith("https://") and node.trusted_proxies
    if node.tls_certificate or by_proxy or facts.identity.https:
        return passes("Secure, HttpOnly, SameSite=Strict")
    if node.public_origin:
        return fails(
            "the session cookie may travel in the clear", "name the proxy, or give a certificate"
        )
    return passes("HttpOnly, SameSite=Strict; loopback only, so nothing travels")


CONTROLS = (
    Control(
        "content-policy",
        "Pages load and run only what comes from this node",
        "an injected script would act with the rights of whoever looks",
        content_policy,
    ),
    Control(
        "security-headers",
        "Answers carry the headers that browsers are told by, and are kept by nobody",
        "shared browsers would show what others saw",
        headers,
    ),
    Control(
        "strict-transport",
        "Answers by TLS tell browsers never to come without (RFC 6797)",
        "the first request of a day could be turned aside",
        strict_transport,
    ),
    Control(
        "cookies-secure",
        "The session cookie never travels in the clear",
        "whoever reads it is signed in",
        cookies_secure,
    ),
)
