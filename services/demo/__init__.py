"""The invented district that is shown as long as no real gateway is set."""
