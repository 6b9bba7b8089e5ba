-- What is queued is decided anew where contacts, parties or choices change before it leaves: as a notice of its own.

COMMENT ON COLUMN notices.address IS 'The contact as it was when the notice was queued, which is where it goes. Where the contact changes before, this notice ends and another is queued.';
COMMENT ON COLUMN notices.repeat IS '0 of what an event brought about; 1, 2, ... of what was queued once more: by the desk, or because the address or the language changed.';
COMMENT ON COLUMN notices.overtaken_by IS 'ce_id of the event, or id of the command, after which it was not to be sent as it was: a newer version, another address, another choice.';
COMMENT ON COLUMN hearings.invited IS 'recipient_ids of those whose calendars are to hold it; whoever gets a representative before the invitation leaves is not among them, the representative is.';
