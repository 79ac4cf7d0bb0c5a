"""E-cards: what a resident shows, and what a clerk's page verifies without a network."""
