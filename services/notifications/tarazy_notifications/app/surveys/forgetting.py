"""Sealed tokens go when the last day of their survey is over, if nothing said before that it had closed."""

from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.surveys import store


async def forget(work: Work) -> bool:
    """One round; there is never more to do at once."""
    async with work.begin() as uow:
        await store.forget_over(uow.connection, uow.now)
    return False
