"""What roles are called."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message
from tarazy_shared.who import Role

ROLE_NAMES: Mapping[Role, str] = {
    "hr_officer": message("HR officer"),
    "chair": message("chair of the court"),
    "judge": message("in post"),
    "listing_officer": message("listing officer"),
    "observer": message("observer"),
    "clerk": message("clerk of the court"),
    "operator": message("operator"),
    "inspector": message("inspector"),
    "secretary": message("secretary of the commission"),
    "trainer": message("trainer"),
    "system": message("program"),
}
