"""The words of click itself in the help of a command, in the reader's language. It knows nothing of what options do."""

import click

from importer.wording import Lang, say


class HelpContext(click.Context):
    """A context whose help is in the language that the group was called with."""

    def make_formatter(self) -> click.HelpFormatter:
        """A formatter in that language; the text of `--help` itself, which click adds, is given with it."""
        lang: Lang = self.obj
        option = self.command.get_help_option(self)
        if option is not None:
            option.help = say("option_help", lang)
        self.command.options_metavar = say("help_options_place", lang)
        return _Formatter(lang, width=self.terminal_width, max_width=self.max_content_width)


class _Formatter(click.HelpFormatter):
    def __init__(self, lang: Lang, *, width: int | None, max_width: int | None) -> None:
        super().__init__(width=width, max_width=max_width)
        self._lang = lang

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        super().write_usage(prog, args, prefix or say("help_usage_of", self._lang) + " ")

    def write_heading(self, heading: str) -> None:  # noqa: ARG002 — always the same
        """The heading of the options, which is the only one that click writes for a command."""
        self.write(f"{'':>{self.current_indent}}{say('help_options', self._lang)}\n")
