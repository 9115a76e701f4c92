"""The plan check on the desk (W9): findings, repairs, accepted warnings, and the limits."""
