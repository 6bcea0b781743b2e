"""Every setting, declared once: its name, flag, environment variable, default and accepted values.

A value is looked for on the command line, then in the environment, then in the settings file. This is the only place
that reads the environment. Help texts stand in `vocabulary/messages/command_line.toml` under `option_<name>`. It does
not know what the settings do.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import tomli

from importer.contract import STATUSES
from importer.errors import SettingsError
from importer.language import system_language
from importer.wording import Lang

API_URL: Final = "https://www.okasie.be/api/external/v1"
SECRET_VARIABLE: Final = "OKASIE_API_SECRET"  # noqa: S105 — the name of a variable, not a secret
SETTINGS_FILE_VARIABLE: Final = "OKASIE_SETTINGS"
SANDBOX_TARGET: Final = "sandbox"
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `flag` is None when it may not stand on a command line; `variable` None: not in the environment."""

    name: str
    flag: str | None
    variable: str | None = None
    default: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def help_key(self) -> str:
        """The key of its help text."""
        return f"option_{self.name}"


SETTINGS: Final[Mapping[str, Setting]] = {
    setting.name: setting
    for setting in (
        Setting(name="api_url", flag="--api-url", variable="OKASIE_API_URL"),
        Setting(name="api_secret", flag=None, variable=SECRET_VARIABLE),
        Setting(name="journal", flag="--journal", variable="OKASIE_JOURNAL"),
        Setting(name="lang", flag="--lang", variable="OKASIE_LANG", choices=tuple(lang.value for lang in Lang)),
        Setting(name="location", flag="--location", variable="OKASIE_LOCATION"),
        Setting(name="dealer_profile", flag="--dealer-profile", variable="OKASIE_DEALER_PROFILE"),
        Setting(name="status", flag="--status", variable="OKASIE_STATUS", choices=STATUSES),
        Setting(name="reference", flag="--reference", variable="OKASIE_REFERENCE"),
        Setting(name="profile", flag="--profile", variable="OKASIE_PROFILE"),
        Setting(name="profiles", flag="--profiles", variable="OKASIE_PROFILES"),
        Setting(name="mode", flag="--mode", variable="OKASIE_MODE", default="auto", choices=("auto", "bulk", "single")),
        Setting(name="concurrency", flag="--concurrency", variable="OKASIE_CONCURRENCY", default="8"),
        Setting(name="timeout", flag="--timeout", variable="OKASIE_TIMEOUT", default="120"),
        Setting(name="log", flag="--log", variable="OKASIE_LOG"),
    )
}


def settings_file(environment: Mapping[str, str] | None = None) -> Path:
    """Where the settings file is looked for: `OKASIE_SETTINGS`, else the platform's configuration folder."""
    environment = os.environ if environment is None else environment
    named = environment.get(SETTINGS_FILE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path  # noqa: PLC0415 — not needed for --help

    return user_config_path("importer", appauthor=False) / "settings.toml"


class Settings:
    """The values that hold for one command. Its repr never shows the secret."""

    def __init__(self, flags: Mapping[str, str | None], environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._flags = flags
        self._file = _read_file(settings_file(self._environment))

    def get(self, name: str) -> str | None:
        """The value of a setting: flag, environment variable, settings file, default. Raises SettingsError."""
        setting = SETTINGS[name]
        value = self._flags.get(name) or self._environment.get(setting.variable or "") or self._file.get(name)
        value = value or setting.default
        if value and setting.choices and value not in setting.choices:
            raise SettingsError(
                "setting_not_accepted", name=_where(setting), found=value, accepted=", ".join(setting.choices)
            )
        return value

    @property
    def lang(self) -> Lang:
        """The language of messages: the setting, else the system's, else English."""
        chosen = self.get("lang")
        return Lang(chosen) if chosen else system_language(self._environment)

    @property
    def secret(self) -> str | None:
        """The API secret, never from the command line."""
        return self.get("api_secret")

    @property
    def target(self) -> str:
        """The API's base address, or `sandbox` when neither an address nor a secret was given."""
        address = self.get("api_url")
        if address is None:
            return API_URL if self.secret else SANDBOX_TARGET
        return address if address == SANDBOX_TARGET else checked_address(address)

    @property
    def profiles(self) -> Path:
        """The folder of saved mappings: the setting, else one in the platform's configuration folder."""
        named = self.get("profiles")
        return Path(named).expanduser() if named else settings_file(self._environment).parent / "profiles"

    @property
    def concurrency(self) -> int:
        """How many requests may be under way at once, at least 1. Raises SettingsError."""
        return self._whole("concurrency", 1, 64)

    @property
    def timeout_s(self) -> int:
        """How many seconds an answer is waited for. Raises SettingsError."""
        return self._whole("timeout", 1, 900)

    def _whole(self, name: str, least: int, most: int) -> int:
        text = self.get(name) or ""
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise SettingsError(
                "setting_not_accepted", name=_where(SETTINGS[name]), found=text, accepted=f"{least} … {most}"
            )
        return int(text)


def without_secret() -> dict[str, str]:
    """This process's environment for one of its own that sends nothing: all of it but the secret."""
    return {name: value for name, value in os.environ.items() if name.upper() != SECRET_VARIABLE}


def checked_address(address: str) -> str:
    """The API's address without a trailing slash. HTTPS is asked for, save on loopback. Raises SettingsError."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is not closed
        raise SettingsError("address_not_https", found=address) from None
    if parts.username or parts.password:
        raise SettingsError("address_holds_password")
    if parts.scheme == "https" and parts.hostname:
        return address.rstrip("/")
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return address.rstrip("/")
    raise SettingsError("address_not_https", found=address)


def _where(setting: Setting) -> str:
    return " / ".join(name for name in (setting.flag, setting.variable) if name)


def _read_file(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    try:
        values = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise SettingsError("settings_file_unreadable", path=path) from error
    for name in values:
        if name not in SETTINGS:
            raise SettingsError("setting_unknown", path=path, found=name, accepted=", ".join(SETTINGS))
    return {name: str(value) for name, value in values.items()}
