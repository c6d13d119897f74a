"""Devices of vehicles: enrolment by code, keys that never leave the tablet, proofs that keep a session alive."""
