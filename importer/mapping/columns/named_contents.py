"""What the cells of a column are instead of its field, where that has a name to be told by."""

from typing import Final

from importer.mapping.columns.codes_and_grades import is_serial
from importer.mapping.contents.content import (
    Content,
    is_displacement,
    is_range,
    is_same_in_all,
    is_vat_rate,
    may_be_chassis,
)
from importer.vocabulary.spelling import plain

_MOST: Final = 0.8
_HALF: Final = 0.5
_FEW: Final = 0.15
_SEVERAL: Final = 2


def _is_any(text: str) -> bool:
    """`all`: the wheels that are driven beside `front` and `rear`, alone what somebody searched for."""
    return plain(text) == "all"


def named_content(name: str, content: Content) -> str | None:
    """The key of the reason why they are not the field `name`, or None."""
    if name == "engine" and (content.share(is_displacement) > _MOST or content.share(is_serial) > _HALF):
        return "not_a_field_displacement" if content.share(is_displacement) > _MOST else "not_a_field_type_codes"
    if name == "vin" and content.filled >= _SEVERAL and content.share(may_be_chassis) == 0:
        return "reason_content"
    if name == "vehicleType" and content.share(is_vat_rate) > _FEW:
        return "reason_vat_rate"
    if name == "powerKw" and content.share(is_range) > _HALF:
        return "reason_ranges"
    if is_same_in_all(content) and (name == "images" or (name == "driveType" and content.share(_is_any) == 1)):
        return "reason_same_in_all"
    return None
