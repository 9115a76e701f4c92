"""One function for each worked table of `docs/rules`: it is given a row and tries the rule."""
