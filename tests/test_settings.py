"""Settings: flag before environment before file; addresses and secrets are guarded."""

from pathlib import Path

import pytest

from importer.errors import SettingsError
from importer.language import early_language, system_language
from importer.settings import API_URL, SANDBOX_TARGET, Settings, checked_address
from importer.wording import Lang


def settings(
    flags: dict[str, str] | None = None, tmp_path: Path | None = None, environment: dict[str, str] | None = None
) -> Settings:
    """Settings that see nothing of this machine."""
    place = tmp_path / "settings.toml" if tmp_path else Path("/nonexistent/settings.toml")
    return Settings(dict(flags or {}), {"OKASIE_SETTINGS": str(place), **(environment or {})})


def test_flag_wins_over_environment_over_file_over_default(tmp_path: Path) -> None:
    """The nearest word of the user holds."""
    (tmp_path / "settings.toml").write_text('mode = "single"\nlocation = "FILE"\nconcurrency = 3\n')
    chosen = settings({"location": "FLAG"}, tmp_path, {"OKASIE_LOCATION": "ENV", "OKASIE_MODE": "bulk"})
    assert (chosen.get("location"), chosen.get("mode"), chosen.concurrency) == ("FLAG", "bulk", 3)
    assert settings().get("mode") == "auto"


@pytest.mark.parametrize(
    ("flags", "key"),
    [
        ({"mode": "fast"}, "setting_not_accepted"),
        ({"lang": "it"}, "setting_not_accepted"),
        ({"status": "live"}, "setting_not_accepted"),
    ],
    ids=["mode", "lang", "status"],
)
def test_a_value_that_is_not_accepted_is_refused_with_the_ones_that_are(flags: dict[str, str], key: str) -> None:
    """Whoever mistypes a value reads which ones there are."""
    with pytest.raises(SettingsError) as caught:
        settings(flags).get(next(iter(flags)))
    assert caught.value.key == key
    assert caught.value.params["accepted"]


@pytest.mark.parametrize("text", ["0", "65", "many", "-1"], ids=str)
def test_concurrency_is_a_whole_number_from_1_to_64(text: str) -> None:
    """Too many requests at once help nobody."""
    with pytest.raises(SettingsError):
        _ = settings({"concurrency": text}).concurrency


@pytest.mark.parametrize("text", ["0", "901", "2.5", "long"], ids=str)
def test_the_time_for_an_answer_is_whole_seconds(text: str) -> None:
    """From a second to a quarter of an hour; anything else is said."""
    assert settings({"timeout": "30"}).timeout_s == 30
    with pytest.raises(SettingsError):
        _ = settings({"timeout": text}).timeout_s


@pytest.mark.parametrize(
    ("environment", "target"),
    [
        ({}, SANDBOX_TARGET),
        ({"OKASIE_API_SECRET": "sk_partner_x"}, API_URL),
        ({"OKASIE_API_URL": "http://127.0.0.1:9/api/"}, "http://127.0.0.1:9/api"),
        ({"OKASIE_API_URL": "sandbox", "OKASIE_API_SECRET": "sk_partner_x"}, SANDBOX_TARGET),
    ],
    ids=["nothing given", "secret alone", "address", "sandbox by name"],
)
def test_the_target_is_the_sandbox_until_an_address_or_a_secret_is_given(
    environment: dict[str, str], target: str
) -> None:
    """Nobody goes live by accident."""
    assert settings(environment=environment).target == target


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com",
        "ftp://127.0.0.1",
        "example.com/api",
        "https://",
        "https://name:word@example.com",
        "",
        "https://[x",
    ],
    ids=["plain http", "ftp", "no scheme", "no host", "password", "empty", "bracket"],
)
def test_an_address_is_https_and_holds_no_password(address: str) -> None:
    """A secret never travels in the clear, save on loopback."""
    with pytest.raises(SettingsError):
        checked_address(address)


@pytest.mark.parametrize(
    ("text", "key"),
    [("mode = [", "settings_file_unreadable"), ('mod = "auto"', "setting_unknown")],
    ids=["not TOML", "unknown name"],
)
def test_a_wrong_settings_file_is_named(tmp_path: Path, text: str, key: str) -> None:
    """A mistyped setting is not silently without effect."""
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path=tmp_path)
    assert caught.value.key == key
    assert all(caught.value.sentence(lang) for lang in Lang)


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "nl_BE.UTF-8"}, Lang.NL),
        ({"LC_ALL": "fr_BE", "LANG": "nl_BE"}, Lang.FR),
        ({"LANG": "it_IT"}, Lang.EN),
        ({}, Lang.EN),
    ],
    ids=["lang", "lc_all first", "not ours", "none"],
)
def test_the_language_is_the_systems_when_it_is_one_of_ours(variables: dict[str, str], lang: Lang) -> None:
    """A dealer reads his own language without asking for it."""
    assert system_language(variables) is lang


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["check", "--lang", "de"], Lang.DE),
        (["check", "--lang=fr"], Lang.FR),
        (["check", "--lang"], Lang.NL),
        (["check", "de"], Lang.NL),
    ],
    ids=["flag", "joined", "no value", "not the flag's"],
)
def test_help_is_in_the_language_of_the_flag(arguments: list[str], lang: Lang) -> None:
    """`--lang` holds for `--help` too."""
    assert early_language(arguments, {"OKASIE_LANG": "nl"}) is lang
