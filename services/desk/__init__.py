"""What the desk does for residents: its ledger of promises, cases, opinions and the counter."""
