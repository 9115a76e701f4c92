"""What every file must keep to (architecture §§ 3, 6, 12, 13, 17, 18): reads code and tables."""
