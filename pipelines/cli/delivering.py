"""The verbs for what is sent to us: check, deliver, status, template."""
