"""A scanner not written here tries the running site, signed out and as each role (make scan)."""
