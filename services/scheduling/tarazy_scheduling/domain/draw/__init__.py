"""The draw by itself: tickets, seed, proof, and whether many draws went as chance has it. It knows no court."""
