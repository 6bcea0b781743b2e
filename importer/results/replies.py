"""What the API answered of a row, for a person: our own sentence where there is one, else the API's words.

It does not know cells, files or what was found before sending.
"""

import re
from functools import lru_cache
from typing import Final

from importer.records import IMAGE_SKIPPED, Outcome, RowOutcome
from importer.wording import Lang, say

_IMAGE_SKIPPED: Final = re.compile(
    re.escape(IMAGE_SKIPPED).replace(r"\{address\}", "(?P<address>.*)").replace(r"\{reason\}", "(?P<reason>[^()]*)"),
    re.DOTALL,
)


def message_of(sent: RowOutcome, outcome: Outcome, lang: Lang) -> str:
    """What the API said of a row; where it said nothing, what is known of the missing answer, or of the outcome.

    The message of a row that was overtaken is the run that sent its reference later.
    """
    if outcome is Outcome.OVERTAKEN:
        return say("result_overtaken", lang, run=sent.message)
    if sent.message:
        explained = _own(f"api_{(sent.code or '').lower()}", lang, message=sent.message)
        return explained or _own(sent.message, lang) or sent.message
    return (_own(sent.code, lang) if sent.code else None) or say(f"result_{outcome}", lang)


@lru_cache(maxsize=4096)
def warning_of(text: str, lang: Lang) -> str:
    """A warning of the API; the reason why an image was left out keeps the API's code for its support."""
    skipped = _IMAGE_SKIPPED.fullmatch(text)
    if skipped is None:
        return text
    code = skipped["reason"]
    why = _own(f"image_reason_{code.lower()}", lang)
    return say("image_skipped", lang, address=skipped["address"], reason=f"{why}, {code}" if why else code)


@lru_cache(maxsize=4096)
def _own(key: str, lang: Lang, **params: str) -> str | None:
    """Our own sentence `key`, None when there is none or it needs more than is known."""
    if not key.isidentifier():
        return None
    try:
        return say(key, lang, **params)
    except KeyError:
        return None
