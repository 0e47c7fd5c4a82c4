"""What residents see of the reception: filing, the appeal's page, lists and maps, bodies, the routing table."""
