"""Files between the look at what they would change and the word that they shall."""

from datetime import datetime, timedelta
from uuid import UUID

from tarazy_shared.database import Connection

KEPT = timedelta(days=1)

KEEP = "INSERT INTO uploads (upload_id, court_id, subject, content, uploaded_at) VALUES ($1, $2, $3, $4, $5)"
READ = "SELECT content FROM uploads WHERE upload_id = $1 AND court_id = $2 AND subject = $3"
DROP = "DELETE FROM uploads WHERE upload_id = $1"
FORGET = "DELETE FROM uploads WHERE uploaded_at < $1"


async def keep(
    connection: Connection, upload_id: UUID, court_id: str, subject: str, content: bytes, now: datetime
) -> None:
    """Keep a file for whoever uploaded it."""
    await connection.execute(KEEP, upload_id, court_id, subject, content, now)


async def read(connection: Connection, upload_id: UUID, court_id: str, subject: str) -> bytes | None:
    """The file; None for one that is forgotten or somebody else's."""
    content = await connection.fetchval(READ, upload_id, court_id, subject)
    return None if content is None else bytes(content)


async def drop(connection: Connection, upload_id: UUID) -> None:
    """Forget a file that was taken in."""
    await connection.execute(DROP, upload_id)


async def forget(connection: Connection, now: datetime) -> None:
    """Forget what nobody has confirmed in time."""
    await connection.execute(FORGET, now - KEPT)
