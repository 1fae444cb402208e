"""Floor 3: what each clause form asks, and the policy as a text."""
