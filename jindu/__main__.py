"""The entry point: ``--version`` answers before anything else is imported."""

import gc
import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in (["--version"], ["-V"]) and sys.stdout is not None:
        from jindu import __version__

        try:
            print(f"jindu {__version__}", flush=True)
        except OSError:
            pass  # said below, where all output is looked after
        else:
            return
    # Plans hold no cycles: there is nothing to collect, and looking for it takes a tenth.
    gc.disable()
    from jindu.cli import run

    run()


if __name__ == "__main__":
    main()
