-- Whoever took part in a hearing is asked by a survey: found again by the case, where their contacts stand.

ALTER TABLE survey_invitations ADD COLUMN case_id uuid;
COMMENT ON COLUMN survey_invitations.case_id IS 'Of somebody who is asked because they took part in a hearing; null for the court''s own people.';
COMMENT ON COLUMN survey_invitations.person_id IS 'recipient_id of its notice.';
