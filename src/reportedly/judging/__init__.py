"""What people judge, of claims, reports, sources and judgements: appended, with who, when and why, never overwritten.

    from reportedly import judging

    judging.reject(ledger, "3f9a01c2", why="the brother owns it", by="O. Lind")
    judging.mend(ledger, "3f9a01c2", Changes(object="organization:Corrow Mills"), why="the mill, not the town")
    judging.retract(ledger, ["3f9a01c2"], why="the paper corrected it on 12 May", by="O. Lind")
    judging.grade(ledger, "Hill Wire", "B", why="confirmed in most of what it reported since 2019")
    judging.undo(ledger, "51c0a9e2", why="it was the other brother")

A new judgement takes the place of the last about the same, which stays in the ledger. What changes what is known (not
what is only shown) ends with a weighing of what it touched. What is judged of names is in ``naming``; what waits to be
judged, in ``judging.queue``.
"""

from .claims import Changes, accept, mend, reject
from .reports import independent, retract, same_origin
from .sources import Graded, grade, grades, grading, reference, set_grading, source_named
from .undoing import undo
from .vocabulary import keep_vocabulary

__all__ = [
    "Changes",
    "Graded",
    "accept",
    "grade",
    "grades",
    "grading",
    "independent",
    "keep_vocabulary",
    "mend",
    "reference",
    "reject",
    "retract",
    "same_origin",
    "set_grading",
    "source_named",
    "undo",
]
