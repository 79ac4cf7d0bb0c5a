"""How fast and how heavy: our pages against a bare Flask hello under the same server."""
