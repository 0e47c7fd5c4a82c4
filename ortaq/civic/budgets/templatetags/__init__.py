"""Tags of the budgets' templates."""
