"""Water, electricity and gas: tariffs, accounts, use, and the questions of the bill services."""
