"""Floor 3: findings, verdicts and the report."""
