"""The lines of the bench's table: what was measured, and the target beside it."""


def heading(what: str, measured: str) -> None:
    """The head of a part of the table."""
    print(f"\n{what:78}{measured:24}{'target':12}")


def line(name: str, measured: str, target: str, good: bool) -> None:
    """One figure; ``good`` says whether it reaches its target."""
    print(f"  {name:76}{measured:24}{target:12}{'ok' if good else 'MISSED'}", flush=True)
