"""The public board: questions and suggestions, looked at first, answered by a day."""
