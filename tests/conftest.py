"""What every test shares: no skip passes unseen where REPORTEDLY_NO_SKIPS is set (CI sets it)."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

_NO_SKIPS = bool(os.environ.get("REPORTEDLY_NO_SKIPS"))


def _forbid(report: pytest.TestReport | pytest.CollectReport) -> None:
    if _NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"skipped where no skip is allowed (REPORTEDLY_NO_SKIPS): {why}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _forbid(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _forbid(report)
    return report
