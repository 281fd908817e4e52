"""How judgements are measured. Pure functions: no page, no learner, no randomness without a seed."""
