"""From delivered files to published figures. No web in here: the dashboard reads what this publishes."""
