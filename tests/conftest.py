"""What every test may ask for: databases, and the site with everything around it."""

pytest_plugins = ["tests.databases", "tests.site"]
