"""Telephone numbers: what people wrote as the network dials it, and which of them can be sent a text at all."""

from functools import lru_cache

import phonenumbers
from babel.core import get_global
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from tarazy_notifications.domain.delivery.outcomes import Refused

NUMBER_WRONG = "number_wrong"
LANDLINE = "landline"

_CANNOT = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
    }
)


@lru_cache(maxsize=4096)
def dialled(written: str, zone: str) -> str | Refused:
    """A number in E.164, such as `+77010000000`; without its country it is one of the country of the IANA zone.

    Refused where no country has such a number, or where it rings on a desk.
    """
    try:
        number = phonenumbers.parse(written, country_of(zone))
    except NumberParseException:
        return Refused(NUMBER_WRONG)
    if not phonenumbers.is_valid_number(number):
        return Refused(NUMBER_WRONG)
    if phonenumbers.number_type(number) in _CANNOT:
        return Refused(LANDLINE)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def country_of(zone: str) -> str:
    """The country that a zone is in, by CLDR; Kazakhstan for one that is in none."""
    return str(get_global("zone_territories").get(zone, "KZ"))
