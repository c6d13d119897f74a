"""시범운영: officers' remarks on real calls, and the report that decides on 본격 운영 or 연장 (dossier §12.10)."""
