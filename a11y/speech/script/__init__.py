"""From a rendered page to the lines that are said, each with its place on the page."""
