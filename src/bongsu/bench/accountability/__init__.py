"""The measures of `bongsu bench accountability`: decisions against an oracle, proofs, tampering, crashes."""
