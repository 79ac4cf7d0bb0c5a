"""python -m tools.messages [check]: bring the catalogues up to date, or only say what is wrong."""

import sys

from tools.messages import gates, writing


def main(arguments: list[str]) -> int:
    """Exit status 0 when every gate holds, 1 when one does not."""
    if arguments not in ([], ["check"]):
        print("usage: python -m tools.messages [check]", file=sys.stderr)
        return 2
    if not arguments:
        writing.write_all()
    problems = gates.problems()
    print("\n".join(problems) or "messages: complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
