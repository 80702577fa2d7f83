"""Reports sent to be read: by their addresses, or as files. They stand in one line with those that a page sends."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, File, Form, Request, UploadFile

from reportedly.errors import ReportedlyError
from reportedly.intake import Options
from reportedly.pipeline import Status
from reportedly.web import uploads
from reportedly.web.jobs import Job, Stage
from reportedly.web.routes.add import jobs_of

router = APIRouter(prefix="/read", tags=["read"])
_OFTEN = 0.05
"""Seconds between two looks at whether a job has ended."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Pages to fetch and read (http or https), and what they may not say of themselves."""

    addresses: list[str]
    publisher: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What became of one source: read, unchanged or refused, and then the reason and what was found.

    ``source`` is its address, or the file's name; ``report`` the id of the report that it became.
    """

    source: str
    status: str
    claims: int
    reason: str
    detail: str
    report: str | None


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What reading came to; ``unchanged`` were known already."""

    read: int
    unchanged: int
    refused: int
    claims: int
    sources: list[ReadSource]


@router.post("", summary="Fetch pages and read them")
def read(request: Request, asked: Annotated[Addresses, Body()]) -> ReadSummary:
    """One commit a report; what is refused is in the answer, and the others are read. It answers when all are read."""
    # A path would read this machine's own files: what is no address is refused, line by line.
    good, refused = uploads.addresses_in("\n".join(asked.addresses))
    options = Options(publisher=asked.publisher, published=asked.published, language=asked.language)
    return _ended(jobs_of(request).add(good, options=options, refused=refused))


@router.post("/files", summary="Read files")
def read_files(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    publisher: Annotated[str | None, Form()] = None,
    published: Annotated[date | None, Form()] = None,
    language: Annotated[str | None, Form()] = None,
) -> ReadSummary:
    """As ``read``, for files that are sent along; they are kept in the ledger, and nowhere else."""
    options = Options(publisher=publisher or None, published=published, language=language or None)
    jobs = jobs_of(request)
    folder = jobs.folder()
    try:
        job = jobs.add(uploads.keep(files, folder), options=options, folder=folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _ended(job)


def _ended(job: Job) -> ReadSummary:
    """What a job came to, once it has.

    Raises:
        ReportedlyError: where it failed; what was read before stays.
    """
    while not job.ended:
        time.sleep(_OFTEN)
    if job.stage is Stage.FAILED:
        raise ReportedlyError(job.failure)
    counts = {status: job.count(status) for status in Status}
    sources = [
        ReadSource(one.name, one.status.value, one.claims, one.reason, one.detail, one.document or None)
        for one in job.outcomes
    ]
    return ReadSummary(counts[Status.READ], counts[Status.UNCHANGED], counts[Status.REFUSED], job.claims, sources)
