"""What the makers of Ruori run: message catalogues, the map, setting up, throw-away databases."""
