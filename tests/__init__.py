"""The tests: what a resident would notice, and what keeps the house in order."""
