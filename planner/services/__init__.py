"""One function per intention of a person: load, call the domain, save."""
