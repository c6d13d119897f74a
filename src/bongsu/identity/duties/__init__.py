"""The centre's own statutory duties (재난안전법 2025): who answers for it, who was trained, what was decided and pledged."""
