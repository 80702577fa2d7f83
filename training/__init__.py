"""How the reader's model is made and measured. Not part of the wheel."""
