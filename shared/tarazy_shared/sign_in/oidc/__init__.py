"""OpenID Connect: signing in with a court's own sign-on service, by authorisation code with PKCE."""
