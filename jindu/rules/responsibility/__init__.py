"""RSP: leads, posts, teams and competence."""
