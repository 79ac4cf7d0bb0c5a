"""Tests that count: routes, templates, imports, budgets, documents."""
