"""Add: files and addresses are sent, read in the background, and what became of each is shown."""

from __future__ import annotations

import shutil

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, Response

from reportedly.intake import Options
from reportedly.pipeline import Status
from reportedly.web import uploads
from reportedly.web.desk import DeskOf, day_asked
from reportedly.web.forms import FormOf, go, words
from reportedly.web.jobs import Job, Jobs, Stage
from reportedly.web.rendering import render

router = APIRouter()


@router.get("/add")
def form(request: Request, desk: DeskOf) -> Response:
    """The form, and what is being read, or was, since the server began."""
    return render(
        request,
        desk,
        "add.html",
        jobs=jobs_of(request).all(),
        most=uploads.MOST,
        most_files=uploads.MOST_FILES,
        one_most=Options().max_bytes,
    )


@router.post("/add")
def add(request: Request, desk: DeskOf, form: FormOf) -> Response:
    """Take in what was sent, and begin to read it.

    Raises:
        BadValueError: where nothing was sent, or a day is none.
    """
    options = _options(form)
    files = [f for key in ("files", "folder") for f in form.getlist(key) if isinstance(f, UploadFile) and f.filename]
    addresses, refused = uploads.addresses_in(words(form, "addresses"))
    jobs = jobs_of(request)
    folder = jobs.folder() if files else None
    try:
        paths = uploads.keep(files, folder) if folder else []
        job = jobs.add([*paths, *addresses], options=options, folder=folder, refused=refused)
    except BaseException:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return go(desk.url("add", job.id))


@router.get("/add/{job_id}.json")
def progress(request: Request, job_id: str) -> Response:
    """How far a job is, for the script of its page."""
    return JSONResponse(told(jobs_of(request).job(job_id)))


@router.get("/add/{job_id}")
def job(request: Request, desk: DeskOf, job_id: str) -> Response:
    """What became of each source of a job; the page renews itself until the job has ended.

    Raises:
        NotFoundError: where there is no such job.
    """
    found = jobs_of(request).job(job_id)
    outcomes = list(found.outcomes)
    refused = [one for one in outcomes if one.status is Status.REFUSED]
    return render(
        request,
        desk,
        "job.html",
        job=found,
        told=told(found),
        refused=refused,
        taken=[one for one in outcomes if one.status is not Status.REFUSED],
    )


@router.post("/add/{job_id}/stop")
def stop(request: Request, desk: DeskOf, job_id: str) -> Response:
    """Stop a job after the report that is being read; what was read stays.

    Raises:
        NotFoundError: where there is no such job.
    """
    found = jobs_of(request).job(job_id)
    found.stopping.set()
    return go(desk.url("add", found.id))


def told(job: Job) -> dict[str, object]:
    """How far a job is: its stage, how many sources there are and are done with, and in words."""
    done, total = len(job.outcomes), max(job.total, len(job.outcomes))
    return {
        "stage": job.stage.value,
        "ended": job.ended,
        "stopping": job.stopping.is_set() and not job.ended,
        "done": done,
        "total": total,
        "read": job.count(Status.READ),
        "unchanged": job.count(Status.UNCHANGED),
        "refused": job.count(Status.REFUSED),
        "claims": job.claims,
        "words": _in_words(job, done, total),
    }


def jobs_of(request: Request) -> Jobs:
    """The jobs of this run of the server."""
    kept: Jobs = request.app.state.jobs
    return kept


def _in_words(job: Job, done: int, total: int) -> str:
    if job.stage is Stage.FAILED:
        return f"It failed: {job.failure}"
    if job.stage is Stage.DONE:
        return "Done."
    far = f"{done:,} of {total:,} done"
    if job.stopping.is_set() and not job.ended:
        return f"Stopping after this report: {far}."
    return f"{job.stage.value.capitalize()}: {far}."


def _options(form: FormData) -> Options:
    published = day_asked("published", words(form, "published"))
    return Options(publisher=words(form, "publisher").strip()[:300] or None, published=published)
