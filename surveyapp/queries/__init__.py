"""Reading: SELECTs only, and every list in an order that is said."""
