"""Who the sources are: names, resolution and chains."""
