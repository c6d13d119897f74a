"""Monthly review of the access log (접속기록 점검): findings by rule, explained by people, signed by the CPO."""
