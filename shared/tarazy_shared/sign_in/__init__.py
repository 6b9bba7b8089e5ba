"""Signing in: who somebody is, by a key for trials or a sign-on service, and the cookie that remembers it."""
