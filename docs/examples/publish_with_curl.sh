#!/bin/sh
# Send a case to the intake endpoint, as a CloudEvent in structured mode. Safe to repeat: a known id is a duplicate.
#   publish_with_curl.sh INTAKE_URL TOKEN COURT_ID EVENT_ID CASE_ID
set -eu
curl --silent --show-error --fail-with-body "$1" \
  --header "Authorization: Bearer $2" \
  --header "Content-Type: application/cloudevents+json" \
  --data @- <<JSON
{
  "specversion": "1.0",
  "id": "$4",
  "source": "/court-system/example",
  "type": "court.case.registered.v1",
  "time": "2026-03-02T09:00:00Z",
  "subject": "$5",
  "datacontenttype": "application/json",
  "data": {
    "case_id": "$5",
    "number": "2-1042/2026",
    "court_id": "$3",
    "category": "civil.housing",
    "filed_at": "2026-03-02T13:40:00+05:00",
    "parties": [{"party_id": "6f1f5a4e-0b7e-4a86-9a55-0d8d1f0a1c11", "role": "claimant", "name": "Ерлан Сәрсенов"}]
  }
}
JSON
