"""A service's pages for people: signing in, the courts one may work in, the sections of a court's desk."""
