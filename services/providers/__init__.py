"""The outside world: one file per port and per implementation of it."""
