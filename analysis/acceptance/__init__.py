"""Which recordings results/ takes in, and why not."""
