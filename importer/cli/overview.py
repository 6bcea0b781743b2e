"""What `importer --help` says: one line a command, in the reader's language, without loading what commands need."""

from typing import Final

from importer.wording import Lang, say

COMMANDS: Final = {
    "check": "importer.cli.check",
    "upload": "importer.cli.upload",
    "resume": "importer.cli.runs",
    "runs": "importer.cli.runs",
    "result": "importer.cli.runs",
    "map": "importer.cli.mapping",
    "template": "importer.cli.template",
    "sandbox": "importer.cli.sandbox",
    "demo": "importer.cli.sandbox",
    "completion": "importer.cli.completion",
}
"""Where each command stands, in the order in which a new user meets them."""

_EXAMPLES: Final = ("demo", "check stock.xlsx --location DEX-GENT", "upload stock.xlsx --location DEX-GENT")


def overview(lang: Lang) -> str:
    """The help of the whole command."""
    options = {"--version": say("help_version", lang), "-h, --help": say("help_help", lang)}
    parts = [
        say("help_usage", lang),
        f"  {say('command_importer', lang)}",
        _listed(say("help_options", lang), options),
        _listed(say("help_commands", lang), {name: _first_line(f"command_{name}", lang) for name in COMMANDS}),
        "\n".join([say("help_examples", lang), *(f"  importer {example}" for example in _EXAMPLES)]),
    ]
    return "\n\n".join(parts)


def _listed(title: str, lines: dict[str, str]) -> str:
    width = max(map(len, lines)) + 2
    return "\n".join([title, *(f"  {name:{width}}{text}" for name, text in lines.items())])


def _first_line(key: str, lang: Lang) -> str:
    return say(key, lang).partition("\n")[0]
