"""What a court's posts hold on a day: who is in them, what is vacant, and how the rates go."""
