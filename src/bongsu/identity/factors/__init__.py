"""Second factors: codes of an authenticator app, passkeys, recovery codes; and sign-ins that wait for one."""
