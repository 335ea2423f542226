"""Hand-worked tables: what each figure is, told by example. A test's name is the fact, its table the evidence."""
