"""The seven allowances: what is asked, what dated rules decide, and what goes to a person."""
