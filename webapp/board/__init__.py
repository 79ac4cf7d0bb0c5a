"""The public board: what others asked and were told, asking, and one's own."""

from __future__ import annotations

from flask import Flask


def register_board(app: Flask) -> None:
    """Add the addresses of the board."""
    from webapp.board.asking import asking
    from webapp.board.mine import mine
    from webapp.board.reading import board

    for blueprint in (board, asking, mine):
        app.register_blueprint(blueprint)
