"""What an operator may change about signing in."""

import msgspec


class IdentitySettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_IDENTITY_<FIELD>`."""

    node_code: str = "seongbuk"
    """This centre's code, in the cookie's name; each node on one host needs its own, cookies ignore ports."""
    https: bool = False
    """Set when people reach the console by HTTPS through a proxy: the cookie then never travels in the clear."""
    session_hours: float = 12.0
    """After this a person signs in again, whatever they did; as long as the longest shift."""
    idle_minutes: float = 30.0
    """Outside roles, walls excepted, are signed out after so long without a request."""
    seen_every_s: float = 60.0
    """How exactly idleness is kept; lower costs a write for each request in between."""
    cache_s: float = 5.0
    """How long a session or partner credential is believed without asking the database; 5 at most."""
    failures_before_lock: int = 5
    """Wrong passwords for one name before it is locked."""
    lock_s: float = 30.0
    """First lock; each further wrong password doubles it."""
    lock_at_most_s: float = 900.0
    """Longest lock; longer only serves whoever wants to keep a room out."""
    forget_failures_hours: float = 24.0
    """Wrong passwords older than this no longer count."""
    second_factor_outside: bool = True
    """People of outside organisations need a second factor, vehicles their device; off only for a demo without devices."""
    idle_lock_minutes: float = 10.0
    """A session that nobody touches locks after so long, walls and vehicles excepted; shorter where visitors come by."""
    public_origin: str = ""
    """The console's address as people type it; passkeys belong to its host name. Filled from the node's own setting."""
    key_file: str = ""
    """The key under which secrets lie in the database. Filled from the node's data folder."""
    oidc_issuer: str = ""
    """The address of a standard OpenID Connect provider; empty offers no such sign-in."""
    oidc_client_id: str = ""
    """This node's name at the provider."""
    oidc_client_secret_file: str = ""
    """A file with the client's secret, mode 0600; empty for a public client."""
    oidc_name: str = ""
    """What the sign-in page calls the provider."""
    oidc_mfa_values: str = "mfa"
    """Values of `acr` or `amr`, separated by commas, that say the provider asked a second factor; else ours is asked."""
    password_at_least: int = 10
    """Shortest password that is taken; as the centre's own rules say."""
    first_password_must_change: bool = True
    """Whoever signs in with a password that was made for them chooses one first; off only for demonstrations."""
    argon2_time_cost: int = 3
    """Passes of the password hash; raise it on faster machines."""
    argon2_memory_kib: int = 65_536
    """Memory of one password hash; lower it only where memory is scarce."""
    argon2_at_once: int = 2
    """Password hashes worked on at once; further sign-ins wait."""
    device_key_vehicles: bool = True
    """Vehicles sign in with an enrolled device's key beside the password; off only for demonstrations."""
