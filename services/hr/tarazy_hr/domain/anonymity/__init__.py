"""Whether a text that is to be published names somebody: names as they are inflected and spelt, numbers, addresses."""
