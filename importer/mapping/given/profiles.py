"""Profiles: a saved mapping that a person can read and change, and the built-in ones of known exports.

A saved profile is a TOML file; it is found again by its column headings. The built-in ones stand in
`vocabulary/profiles`. It does not decide what a column means, beyond what a profile says.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import tomli
import tomli_w

from importer.contract import BY_NAME
from importer.errors import SettingsError
from importer.mapping.contents.content import content_of, is_make_alone
from importer.mapping.given.given_units import check_units
from importer.mapping.given.targets import closest_fields, targets_of, text_of
from importer.mapping.headings.system_names import last_name
from importer.records import ColumnSurvey, RawTable, TableMapping, Target
from importer.vocabulary.headings import key_of
from importer.vocabulary.own_template import LIST_COLUMNS, LIST_SEPARATOR, OwnTemplate, columns_of, told

_TABLES: Final = ("columns", "separators", "constants", "defaults", "templates", "words")
_TEXTS: Final = ("reference", "name")
_KNOWN_ENOUGH: Final = 0.8
TEMPLATE: Final = "template"
_PLACE = re.compile(r"\{(.*?)\}")
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person, or a known export, says of a table.

    `columns` are headings with their targets as text (`targets.py`); `places` the same by the place in a file without
    headings. `separators` part the lists of a column. `reference` is the text of the `--reference` option. `codes` is
    a portal's code table. `is_checked` asks that the content agrees with each column. `language` is that of the words.
    """

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    separators: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reference: str | None = None
    codes: str | None = None
    is_checked: bool = False
    language: str | None = None

    def targets_at(self, place: int, heading: str) -> tuple[Target, ...] | None:
        """The targets of a column, none for one that is left out; None when the profile does not speak of it."""
        by_key = {_form(own): text for own, text in self.columns.items()}
        names = (heading, last_name(heading)) if self.is_checked else (heading,)
        named = next((by_key[_form(name)] for name in names if _form(name) in by_key), None)
        text = self.columns.get(heading) or named or self.places.get(place)
        return None if text is None else targets_of(text)

    def separator_of(self, heading: str) -> str | None:
        """What parts the list in the cells of a column, when the profile says so."""
        return self.separators.get(heading)


def chosen_profile(table: RawTable, path: Path | None, folder: Path | None) -> Profile | None:
    """The profile that was named, else the one in `folder` whose columns the table has. SettingsError when unusable."""
    if path is not None:
        return load_profile(path)
    return find_profile(folder, table.headings) if folder is not None else None


def find_profile(folder: Path, headings: Sequence[str]) -> Profile | None:
    """The profile in a folder whose columns are all among the headings and make up most of them; the closest one."""
    own = {_form(heading) for heading in headings if heading.strip()}
    best: tuple[float, Profile] | None = None
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        profile = load_profile(path)
        columns = {_form(heading) for heading in profile.columns}
        if not columns or not columns <= own:
            continue
        share = len(columns) / len(own)
        if share >= _KNOWN_ENOUGH and (best is None or share > best[0]):
            best = (share, profile)
    return best[1] if best else None


def _form(heading: str) -> str:
    return key_of(heading) or heading.strip()


def save_profile(path: Path, mapping: TableMapping) -> None:
    """Write the mapping as a profile: every column with its meaning, `-` for those that are left out."""
    columns: dict[str, str] = {}
    separators: dict[str, str] = {}
    for mapped in mapping.columns:
        heading = mapped.heading.strip()
        if not heading or heading in columns:
            continue
        columns[heading] = text_of(mapped.targets)
        parted = next((target.notation.separator for target in mapped.targets if target.notation.separator), None)
        if parted is not None:
            separators[heading] = parted
    headings = {mapped.column: mapped.heading.strip() for mapped in mapping.columns}
    joined = "+".join(headings[column] for column in mapping.reference.columns)
    content: dict[str, Any] = {
        "name": path.stem,
        "reference": "auto" if mapping.reference.auto else joined,
        "columns": columns,
        "separators": separators,
        "constants": dict(mapping.constants),
        "defaults": dict(mapping.defaults),
        "templates": dict(mapping.templates),
        "words": {name: dict(words) for name, words in mapping.words.items()},
    }
    kept = {key: value for key, value in content.items() if value}
    path.write_text(tomli_w.dumps(kept), encoding="utf-8")


def load_profile(path: Path) -> Profile:
    """Read a saved profile, or a built-in one by its name. SettingsError says what is wrong and what is accepted."""
    if not path.exists() and path.name in built_in_profiles():
        return built_in_profiles()[path.name].profile
    try:
        raw = tomli.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError("profile_missing", path=path, names=", ".join(built_in_profiles())) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError("profile_unreadable", path=path) from None
    except tomli.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        raise SettingsError("profile_not_toml", path=path, line=line.group(1) if line else "?") from None
    _check(path, raw)
    texts = {name: raw[name] for name in _TABLES if name in raw}
    return Profile(name=str(raw.get("name") or path.stem), reference=raw.get("reference"), **texts)


def _check(path: Path, raw: Mapping[str, Any]) -> None:
    """SettingsError for a key, a kind of value or a field that a profile cannot have."""
    for key, value in raw.items():
        if key not in (*_TABLES, *_TEXTS):
            raise SettingsError("profile_unknown_key", path=path, entry=key, accepted=", ".join((*_TEXTS, *_TABLES)))
        if key in _TEXTS and not isinstance(value, str):
            raise SettingsError("profile_wrong_value", path=path, entry=key)
        if key in _TABLES:
            _check_table(path, key, value)


def _check_table(path: Path, table: str, entries: object) -> None:
    if not isinstance(entries, dict):
        raise SettingsError("profile_wrong_value", path=path, entry=table)
    for key, value in entries.items():
        if not isinstance(value, dict if table == "words" else str):
            raise SettingsError("profile_wrong_value", path=path, entry=f"{table}.{key}")
        if table == "columns":
            _check_targets(path, f"{table}.{key}", str(value))
        if table in {"constants", "defaults", "templates", "words"} and key not in BY_NAME:
            raise _unknown_field(path, table, key)
        for place in _PLACE.findall(str(value)) if table == "templates" else ():
            if place not in BY_NAME:
                raise _unknown_field(path, f"{table}.{key}", place)


def _check_targets(path: Path, entry: str, text: str) -> None:
    targets = targets_of(text)
    if targets is None:
        raise _unknown_field(path, entry, text)
    check_units(targets, where="profile", path=path, entry=entry)


def _unknown_field(path: Path, entry: str, name: str) -> SettingsError:
    closest = ", ".join(closest_fields(name))
    return SettingsError("profile_unknown_field", path=path, entry=entry, field=name, suggestion=closest)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """A profile of a known export, and the headings by which it is known: at least `at_least` of `headings`."""

    profile: Profile
    headings: frozenset[str]
    at_least: int
    columns: int


@cache
def built_in_profiles() -> Mapping[str, BuiltIn]:
    """The built-in profiles by their names."""
    folder = files("importer.vocabulary").joinpath("profiles")
    parts = sorted((part for part in folder.iterdir() if part.name.endswith(".toml")), key=lambda part: part.name)
    return {part.name.removesuffix(".toml"): _built_in(part.name, part.read_text("utf-8")) for part in parts}


def _built_in(file_name: str, text: str) -> BuiltIn:
    raw = tomli.loads(text)
    places = {int(place): target for place, target in raw.get("places", {}).items()}
    profile = Profile(
        name=file_name.removesuffix(".toml"),
        columns=raw.get("columns", {}),
        places=places,
        codes=raw.get("codes"),
        is_checked=True,
    )
    headings = frozenset(key_of(heading) for heading in raw.get("headings", ()))
    return BuiltIn(profile=profile, headings=headings, at_least=raw.get("at_least", 1), columns=raw.get("width", 0))


def built_in_profile(table: RawTable, surveys: Sequence[ColumnSurvey]) -> Profile | None:
    """The built-in profile whose headings, or for a file without headings whose places and content, the table has."""
    own = told(table.properties, table.headings)
    if own is not None:
        return _template_profile(own, table.headings)
    keys = {key_of(name) for heading in table.headings for name in (heading, last_name(heading))}
    if any(heading.strip() for heading in table.headings):
        known = ((len(keys & built_in.headings), built_in) for built_in in built_in_profiles().values())
        found = [
            (count, built_in.profile) for count, built_in in known if built_in.headings and count >= built_in.at_least
        ]
        return max(found, key=lambda entry: entry[0])[1] if found else None
    wide = (built_in.profile for built_in in built_in_profiles().values() if 0 < built_in.columns <= len(surveys))
    return next((profile for profile in wide if _has_makes(profile, surveys)), None)


def _template_profile(own: OwnTemplate, headings: Sequence[str]) -> Profile:
    """Our own template: each of its columns is what its heading says, whatever stands in it."""
    columns = columns_of(headings, own.language)
    return Profile(
        name=TEMPLATE,
        columns=columns,
        separators={heading: LIST_SEPARATOR for heading, name in columns.items() if name in LIST_COLUMNS},
        defaults={"dealerLocationCode": own.location} if own.location else {},
        language=own.language if own.version is not None else None,
    )


def _has_makes(profile: Profile, surveys: Sequence[ColumnSurvey]) -> bool:
    """Whether makes stand where the profile has them: what a file without headings is known by."""
    places = [place for place, text in profile.places.items() if text == "brand" and place < len(surveys)]
    return any(content_of(surveys[place]).share(is_make_alone) >= _KNOWN_ENOUGH for place in places)
