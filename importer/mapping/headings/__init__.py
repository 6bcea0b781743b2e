"""What a heading may mean, by its words alone: `mapping` asks the cells afterwards."""
