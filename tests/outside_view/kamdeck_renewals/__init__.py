"""A view for kamdeck from outside: whose contract ends next."""
