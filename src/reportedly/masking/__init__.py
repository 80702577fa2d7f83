"""Masked copies of a ledger: private persons, unnamed sources and places stand in them under pseudonyms.

    from reportedly.masking import masked, parse_rule

    with masked(ledger, parse_rule("persons,names,unnamed,places:district")) as copy:
        copy.ledger  # a ledger like any other, which never held what is hidden

Ties the ledger, weighing and places together. Whatever leaves is made from the copy and never sees the ledger itself,
so that no exporter and no page has to know of masks.
"""

from .making import Copy, Pseudonym, masked, pseudonyms_of, write_masked
from .rule import LEVELS, Mask, Persons, parse_rule

__all__ = ["LEVELS", "Copy", "Mask", "Persons", "Pseudonym", "masked", "parse_rule", "pseudonyms_of", "write_masked"]
