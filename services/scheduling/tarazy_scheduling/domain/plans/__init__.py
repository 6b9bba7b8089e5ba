"""Plans of a whole court: what one may change, the instance it is made from, what it would bring, making it so."""
