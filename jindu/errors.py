"""Errors that a user causes and can mend."""


class UserError(Exception):
    """A command cannot go on. ``message`` says why and ``tip`` what to do, both in Chinese.

    The command line prints both and exits with ``exit_code``.
    """

    exit_code = 2

    def __init__(self, message: str, tip: str = "") -> None:
        super().__init__(message, tip)
        self.message = message
        self.tip = tip

    def __str__(self) -> str:
        return f"{self.message}{self.tip}"
