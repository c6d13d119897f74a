"""What the databases themselves keep: one row of each kept table, what nobody may do to it, and what must stay possible."""

_LEDGER = (
    "ledger_id, kind, at, incident_no, organisation, recipient_ko, recipient_en, purpose_ko, purpose_en, legal_bases, "
    "form, camera_ids, exercise, details, camera_ids_added, renewals, end_reason_ko, end_reason_en"
)
_FINDING = (
    "finding_id, month, number, kind, severity, first_at, last_at, count, rows, facts, explanation"
)
_REVIEW = "month, made_at, first_sequence, last_sequence, rows_read, remark"

ROWS = (
    "INSERT INTO trail VALUES (1, 'now', 'lend', 'system', NULL, NULL, NULL, NULL, '{}', '', '')",
    "INSERT INTO journals VALUES ('media-1', 1, '', 1)",
    "INSERT INTO agreements VALUES ('agr', 1, '{}', '', 'now', 'per')",
    "INSERT INTO party_keys VALUES ('key', 'SB', 'pub', '', 'now', 'per', NULL, NULL, NULL)",
    "INSERT INTO party_keys VALUES ('gone', 'SB', 'pub', '', 'now', 'per', 'then', 'per', 'lost')",
    "INSERT INTO agreement_signatures VALUES ('agr', 1, 'key', 'SB', 'sig', 'now', 'per')",
    "INSERT INTO agreement_suspensions VALUES ('agr', 1, 'suspend', 'now', 'per', 'why')",
    "INSERT INTO rights_history VALUES (1, 'now', 'per', 'person', 'per', 'add', '', '', 'why')",
    f"INSERT INTO provision_ledger ({_LEDGER}) VALUES ('led', 'lending', 'now', 'no', 'P', '', '', '', '', '', "
    "'live', '', false, '{}', '', 0, '', '')",
    f"INSERT INTO log_reviews ({_REVIEW}) VALUES ('2026-10', 'now', 1, 9, 9, '')",
    f"INSERT INTO log_reviews ({_REVIEW}) VALUES ('2026-09', 'now', 1, 9, 9, '')",
    f"INSERT INTO log_findings ({_FINDING}) VALUES ('f1', '2026-10', 1, 'sweep', 'warn', '', '', 1, '[]', '{{}}', '')",
    f"INSERT INTO log_findings ({_FINDING}) VALUES ('f2', '2026-09', 1, 'sweep', 'warn', '', '', 1, '[]', '{{}}', '')",
    "UPDATE log_reviews SET signed_at = 'now', signed_by = 'per' WHERE month = '2026-09'",
)

# statement → what the database says
HARMS = {
    "UPDATE trail SET actor = 'nobody'": "append-only",
    "DELETE FROM trail": "append-only",
    "UPDATE journals SET trail_sequence = 2": "append-only",
    "DELETE FROM journals": "append-only",
    "UPDATE agreements SET text = '{\"clauses\":[]}'": "append-only",
    "DELETE FROM agreements": "append-only",
    "UPDATE agreement_signatures SET signature = 'other'": "append-only",
    "DELETE FROM agreement_signatures": "append-only",
    "UPDATE agreement_suspensions SET at = 'before'": "append-only",
    "DELETE FROM agreement_suspensions": "append-only",
    "UPDATE party_keys SET public_key = 'mine' WHERE key_id = 'key'": "only be withdrawn",
    "UPDATE party_keys SET organisation = 'ME' WHERE key_id = 'key'": "only be withdrawn",
    "UPDATE party_keys SET withdrawn_at = NULL WHERE key_id = 'gone'": "only be withdrawn",
    "UPDATE party_keys SET withdrawn_at = 'never' WHERE key_id = 'gone'": "only be withdrawn",
    "DELETE FROM party_keys WHERE key_id = 'gone'": "only be withdrawn",
    "UPDATE rights_history SET reason = 'other'": "append-only",
    "DELETE FROM rights_history": "append-only",
    "UPDATE provision_ledger SET organisation = 'other'": "append-only",
    "UPDATE provision_ledger SET camera_ids = ''": "append-only",
    "UPDATE provision_ledger SET at = 'before'": "append-only",
    "UPDATE provision_ledger SET approver = 'per'": "append-only",
    "DELETE FROM provision_ledger": "append-only",
    "UPDATE log_reviews SET rows_read = 0 WHERE month = '2026-10'": "stays as it was made",
    "UPDATE log_reviews SET month = '2026-11' WHERE month = '2026-10'": "stays as it was made",
    "UPDATE log_reviews SET remark = 'fine' WHERE month = '2026-09'": "signed log review",
    "UPDATE log_reviews SET signed_at = NULL WHERE month = '2026-09'": "signed log review",
    "DELETE FROM log_reviews WHERE month = '2026-10'": "kept",
    "UPDATE log_findings SET who = 'other' WHERE finding_id = 'f1'": "stays as it was found",
    "UPDATE log_findings SET severity = 'note' WHERE finding_id = 'f1'": "stays as it was found",
    "UPDATE log_findings SET explanation = 'x' WHERE finding_id = 'f2'": "signed log review",
    "DELETE FROM log_findings WHERE finding_id = 'f1'": "kept",
    f"INSERT INTO log_findings ({_FINDING}) VALUES ('f3', '2026-09', 2, 'sweep', 'warn', '', '', 1, '[]', '{{}}', '')": (
        "signed log review"
    ),
}
# only PostgreSQL knows it
EMPTIED = (
    "trail",
    "journals",
    "agreements",
    "party_keys",
    "agreement_signatures",
    "agreement_suspensions",
    "rights_history",
    "provision_ledger",
    "log_reviews",
    "log_findings",
)
ALLOWED = (
    "INSERT INTO trail VALUES (2, 'now', 'lend', 'system', NULL, NULL, NULL, NULL, '{}', '', '')",
    "INSERT INTO agreements VALUES ('agr', 2, '{}', '', 'now', 'per')",
    "INSERT INTO agreement_suspensions VALUES ('agr', 2, 'resume', 'now', 'per', 'why')",
    "UPDATE party_keys SET withdrawn_at = 'now', withdrawn_by = 'per' WHERE key_id = 'key'",
    "INSERT INTO rights_history VALUES (2, 'now', 'per', 'person', 'per', 'add', '', '', 'why')",
    "UPDATE provision_ledger SET ended_at = 'now', end_reason = 'closed', renewals = 1",
    "UPDATE log_findings SET outcome = 'acted', explanation = 'said' WHERE finding_id = 'f1'",
    f"INSERT INTO log_findings ({_FINDING}) VALUES ('f4', '2026-10', 2, 'sweep', 'warn', '', '', 1, '[]', '{{}}', '')",
    "UPDATE log_reviews SET remark = 'read', signed_at = 'now' WHERE month = '2026-10'",
)
