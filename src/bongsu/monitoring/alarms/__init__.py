"""The operator's queue: alarms merged, ranked, put before people no faster than they can answer, and what verdicts teach."""
