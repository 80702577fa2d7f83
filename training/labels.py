"""The label sets of the heads; the exported model carries them in its ``labels.json``."""

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NAMES = "person organization place facility norp date money product misc".split()
NAME_TAGS = ["O"] + [f"{p}-{t}" for t in NAMES for p in "BI"]
ATTRIBUTION = ["source", "cue", "content"]
ATTRIBUTION_TAGS = ["O"] + [f"{p}-{t}" for t in ATTRIBUTION for p in "BI"]
PREDICATES = (
    "also_known_as described_as nationality born relative_of founded dissolved leads holds_position member_of "
    "subordinate_to affiliated_with allied_with opponent_of allegiance_to split_from merged_with strength based_in "
    "present_in controls transferred goal ideology designated recognises supports equipped_with active_on published "
    "attack clash killed captured arrested abducted disappeared met agreement threatened accused called_for stated open"
).split()
ROLES = (
    "subject object source0 source1 time start end place origin destination title number killed wounded weapon "
    "agent medium status relation"
).split()
POLARITY = ["affirmed", "denied"]
CERTAINTY = ["certain", "probable", "possible", "unknown"]
