"""Sign-in at an OpenID Connect provider: authorization code with PKCE, one subject linked to one account."""
