"""Parts of the house together with a real database, server or file."""
