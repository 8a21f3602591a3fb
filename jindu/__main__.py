"""The entry point: ``--version`` answers before anything else is imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from jindu import __version__

        print(f"jindu {__version__}")
        return
    from jindu.cli import run

    run()


if __name__ == "__main__":
    main()
