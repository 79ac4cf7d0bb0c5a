"""Clerks: who works at the desk, in which roles, and what each role may do."""
