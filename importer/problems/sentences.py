"""A problem as a sentence for a person, in any language, made only when it is shown."""

from typing import Final

from importer.contract import BY_NAME
from importer.problems.codes import Code
from importer.problems.problem import Problem, column_letters
from importer.vocabulary.choices import shown_word
from importer.vocabulary.headings import label
from importer.wording import Lang, at_a_glance, say

# What to do about a field that is missing, where it can be said for the whole file or made.
_REMEDIES: Final = {
    "externalReference": "remedy_reference",
    "dealerProfileId": "remedy_location",
    "dealerLocationCode": "remedy_location",
    "postalCode": "remedy_profile",
    "city": "remedy_place",
    "province": "remedy_place",
}


def describe(problem: Problem, lang: Lang) -> str:
    """The whole sentence of a problem for a person: where, what was found, what is accepted, what to do."""
    where = _where(problem, lang)
    text = sentence(problem, lang)
    return say("where_and_what", lang, where=where, what=text) if where else text


def sentence(problem: Problem, lang: Lang) -> str:
    """The sentence of a problem without where, for a note that stands at the cell itself.

    A parameter named `reason` is the key of another sentence, which is said in the same language. `{labels}` are the
    words that the language has for the fields, `{field}` and `{fields}` their names as `--map` takes them;
    `{statuses}` are said in the language's words too.
    """
    params = {
        "found": problem.found or "",
        "field": problem.field or "",
        "heading": problem.heading or "",
        **problem.params,
    }
    between = say("or", lang) if problem.code is Code.REQUIRED else ", "
    params["labels"] = between.join(_labels(params.get("fields") or params.get("part") or params["field"], lang))
    if "statuses" in params:
        params["statuses"] = " / ".join(shown_word("status", each, lang) for each in params["statuses"].split(", "))
    if problem.code is Code.REQUIRED:
        first = (params.get("fields") or params["field"]).partition(", ")[0]
        params["remedy"] = say(_REMEDIES.get(first, "remedy_fill_in"), lang)
    if "reason" in params:
        params["reason"] = say(params["reason"], lang, **params)
    return say(problem.code.value, lang, **params)


def _labels(fields: str, lang: Lang) -> list[str]:
    names = (label(field, lang) if field in BY_NAME else field for field in fields.split(", "))
    return [say("where_heading", lang, heading=name) for name in names]


def _where(problem: Problem, lang: Lang) -> str:
    parts = []
    if problem.sheet:
        parts.append(say("where_sheet", lang, sheet=problem.sheet))
    if problem.cell:
        parts.append(say("where_cell", lang, cell=problem.cell))
    elif problem.row is not None:
        parts.append(say("where_row", lang, row=problem.row))
    elif problem.column is not None:
        parts.append(say("where_column", lang, column=column_letters(problem.column)))
    if problem.heading:
        parts.append(say("where_heading", lang, heading=at_a_glance(problem.heading)))
    return ", ".join(parts)
