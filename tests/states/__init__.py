"""The states of every page, room by room; each module lists its own as STATES."""
