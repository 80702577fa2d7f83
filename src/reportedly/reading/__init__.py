"""The reader: the text of a report in, attributed claims out. One file a layer, in the order of ``local``."""
