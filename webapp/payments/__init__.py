"""Addresses of paying: the return, the notification, the demo cashier."""
