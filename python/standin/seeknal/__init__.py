"""What Python nodes import from Seeknal, where the package itself is not installed."""
