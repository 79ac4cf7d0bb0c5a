"""Appointments: places and hours, days off, seats, and the journeys that book them."""
