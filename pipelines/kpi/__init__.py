"""KPI definitions (one SQL file each) and the engine that turns their observations into values."""
