"""Services without a module of their own: what they ask stands in their guide."""
