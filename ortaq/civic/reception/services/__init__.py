"""The only writers of appeals: verbs that take the actor and the time, check the rules and keep the journal."""
