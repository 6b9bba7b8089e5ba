"""How long hearings last and how often they do not take place, learnt from those that are over."""
