"""Commands of the house that residents never meet."""
