"""Which language a person reads, known before anything else is loaded: `--lang`, `OKASIE_LANG`, the system's locale.

Beside settings.py the only place that reads the environment, since help and errors are told before there are settings.
"""

import os
from collections.abc import Mapping, Sequence

from importer.wording import Lang


def system_language(environment: Mapping[str, str] | None = None) -> Lang:
    """The language of the system's locale when it is one of ours, else English."""
    environment = os.environ if environment is None else environment
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        start = environment.get(variable, "")[:2].lower()
        if start in tuple(Lang):
            return Lang(start)
    return Lang.EN


def early_language(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Lang:
    """The language before the command line was parsed, for help texts: `--lang`, `OKASIE_LANG`, the system's."""
    environment = os.environ if environment is None else environment
    for i, argument in enumerate(arguments):
        value = (
            arguments[i + 1] if argument == "--lang" and i + 1 < len(arguments) else argument.removeprefix("--lang=")
        )
        if value in tuple(Lang) and (argument == "--lang" or argument.startswith("--lang=")):
            return Lang(value)
    chosen = environment.get("OKASIE_LANG", "")
    return Lang(chosen) if chosen in tuple(Lang) else system_language(environment)
