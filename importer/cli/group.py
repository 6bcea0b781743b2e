"""The group of commands, and what is common to all: the language of help texts, errors as sentences, exit codes.

Commands are imported when they are called, so that `--help` and `--version` stay quick.
"""

import os
import re
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

from importer import __version__
from importer.cli.help import HelpContext
from importer.cli.overview import COMMANDS, overview
from importer.errors import ExitCode, ImporterError, SettingsError
from importer.language import early_language
from importer.wording import Lang, say

# Arguments too many have no class of their own among click's errors.
_EXTRA: Final = re.compile(r"extra arguments? \((.+)\)")


class CommandGroup(click.Group):
    """Finds commands by name and imports only the one that is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in the order in which a new user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name with its texts in the language of this call."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), f"{cmd_name}_command")
        return translated(command, cmd_name, ctx.obj)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names. SettingsError when there is none of that name."""
        if not args[0].startswith("-") and args[0] not in COMMANDS:
            raise SettingsError("command_unknown", found=args[0], accepted=", ".join(COMMANDS))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The overview, as it is without this library."""
        return overview(ctx.obj)


def translated(command: click.Command, name: str, lang: Lang) -> click.Command:
    """The command with help, examples and option texts in `lang`; they are declared as keys."""
    command.context_class = HelpContext
    command.help = say(f"command_{name}", lang)
    command.epilog = "\b\n" + say("help_examples", lang) + "\n" + _examples(name)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help and parameter.help.startswith("option_"):
            parameter.help = say(parameter.help, lang)
    return command


def _examples(name: str) -> str:
    return "\n".join(f"  importer {line}" for line in say(f"examples_{name}", Lang.EN).strip().splitlines())


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="importer")
def group() -> None:
    """The root of all commands; its help is translated in `run_command`."""


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; every error is told as a sentence on standard error."""
    lang = early_language(list(arguments))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite end is an interruption like Ctrl-C
    try:
        return int(group.main(list(arguments), prog_name="importer", standalone_mode=False, obj=lang) or 0)
    except click.exceptions.Exit as left:
        return left.exit_code
    except (click.Abort, KeyboardInterrupt):
        _tell(say("interrupted", lang))
        return ExitCode.INTERRUPTED
    except click.UsageError as error:
        _tell(_usage(error, lang))
        return ExitCode.USAGE
    except ImporterError as error:
        _tell_error(error, lang, as_json="--json" in arguments)
        return error.exit_code
    except OSError as error:
        return output_lost(error, lang)


def output_lost(error: OSError, lang: Lang) -> int:
    """The exit code when standard output takes no more: its reader has left, which is no error, or the disk is full."""
    from importer.results.destination import FULL  # noqa: PLC0415 — only on this path

    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    if error.errno not in FULL:
        raise error
    _tell(say("output_full", lang))
    return ExitCode.USAGE


def _tell_error(error: ImporterError, lang: Lang, *, as_json: bool) -> None:
    sentence = error.sentence(lang)
    _tell(sentence)
    if as_json:
        import json  # noqa: PLC0415 — only on this path

        told: dict[str, Any] = {"error": {"code": error.key, "message": sentence}, "exit_code": int(error.exit_code)}
        click.echo(json.dumps(told, ensure_ascii=False))


def _usage(error: click.UsageError, lang: Lang) -> str:
    path = error.ctx.command_path if error.ctx else "importer"
    return say("usage_" + _kind_of(error), lang, **_parameters_of(error)) + " " + say("usage_help", lang, command=path)


def _kind_of(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption) and not error.possibilities:
        return "no_option_like_it"
    if _EXTRA.search(error.message):
        return "extra"
    kinds: tuple[tuple[type[click.UsageError], str], ...] = (
        (click.NoSuchOption, "no_such_option"),
        (click.MissingParameter, "missing"),
        (click.BadParameter, "bad_value"),
        (click.BadOptionUsage, "option_value"),
    )
    return next((name for kind, name in kinds if isinstance(error, kind)), "wrong")


def _parameters_of(error: click.UsageError) -> dict[str, str]:
    parameter = error.param if isinstance(error, click.BadParameter) else None
    name = getattr(error, "option_name", None) or (_name_of(parameter) if parameter else "")
    suggestions = getattr(error, "possibilities", None) or ()
    extra = _EXTRA.search(error.message)
    return {
        "found": extra[1] if extra else "",
        "option": name,
        "suggestion": ", ".join(suggestions),
        "accepted": _accepted(parameter.type) if parameter else "",
        "message": error.message,
    }


def _name_of(parameter: click.Parameter) -> str:
    """An option as it is typed, an argument as the help names it (`FILE…`)."""
    named = isinstance(parameter, click.Argument) and parameter.metavar
    return parameter.metavar or "" if named else parameter.opts[-1]


def _accepted(kind: Any) -> str:  # noqa: ANN401 — a generic type of click, which older versions have not
    """The words of a choice, or the bounds of a number, which are the same in every language."""
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        return f"≥ {kind.min}" if kind.max is None else f"{kind.min} … {kind.max}"
    return ", ".join(getattr(kind, "choices", ()))


def _tell(sentence: str) -> None:
    from importer.cli.paragraphs import Paragraphs  # noqa: PLC0415 — only when there is something to say

    Paragraphs().print(sentence)
