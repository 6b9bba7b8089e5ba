"""An SMS centre and an SMS gateway that send nothing: what they are given is kept and shown."""
