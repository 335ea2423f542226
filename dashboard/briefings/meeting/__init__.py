"""The styrgrupp's meeting: which screens, in which order, and what each of them says."""
