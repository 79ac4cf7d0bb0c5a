"""Acting for somebody: what a resident lets whom do, for how much, until when, and how it ends."""
