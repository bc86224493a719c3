"""The charter of the programme on a page: mission, scope, objectives, roles, rules, signatures."""
