"""The decision: may somebody do something, in which court, about whom."""

from tarazy_shared.rights import Rights

from tarazy_hr.domain.access.matrix import MATRIX, NEVER_ABOUT_ONESELF

RIGHTS = Rights(MATRIX, NEVER_ABOUT_ONESELF)
may, may_somewhere, may_in = RIGHTS.may, RIGHTS.may_somewhere, RIGHTS.may_in
