"""Floor 3: the presence graph, states and routes; answers questions and knows no policy."""
