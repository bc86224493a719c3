"""Who earns us money with what: customers in four groups by four product families, with a policy per cell."""
