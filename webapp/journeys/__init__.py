"""One runner that plays any journey, in any view."""
