"""What residents get done. Imports no web framework."""
