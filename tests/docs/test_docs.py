"""The docs are true: their commands run, what they show is printed, their links lead somewhere, nothing is left out."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest
import typer.main
import yaml

from reportedly.cli.app import app
from reportedly.cli.exits import Exit
from reportedly.errors import Reason

from .pages import ROOT, Block, anchors, blocks, links, pages
from .refresh import CUT, refreshed, shown
from .runner import SERVE, output_of, prepare, run, run_block, served

COMMANDS = ROOT / "docs" / "reference" / "commands.md"
RUN = {"sh", "python"}
PARSED = {"json", "yaml"}
KNOWN = RUN | PARSED | {"text"}

# Another processor can round the reader's arithmetic otherwise and move a claim over its threshold; what is shown must
# still be, nearly all of it, what is printed.
SHARE_OF_LINES = 0.9


def relative(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="session")
def read_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the examples have been read once."""
    folder = tmp_path_factory.mktemp("examples")
    prepare(folder)
    done = run(["reportedly", "read", "examples/reports"], folder)
    assert done.returncode == Exit.DONE, done.stderr
    return folder


def wants_ledger(page: Path) -> bool:
    return "<!-- ledger: examples -->" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [p for p in pages() if any(b.language in RUN for b in blocks(p))], ids=relative)
def test_every_block_of_code_runs(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if wants_ledger(page):
        shutil.copytree(request.getfixturevalue("read_examples"), tmp_path, dirs_exist_ok=True)
    else:
        prepare(tmp_path)
    ran = 0
    with served() as servers:
        for block in map(servers.here, blocks(page)):
            if block.language not in RUN or "not run" in block.notes:
                continue
            ran += 1
            if "serves" in block.notes:
                assert "<!doctype html>" in servers.start(block, tmp_path)
                continue
            done = run_block(block, tmp_path)
            assert done.returncode == 0, f"{block.where}: exit status {done.returncode}\n{done.stdout}\n{done.stderr}"
            # In the middle of a pipe an error does not reach the exit status; it is told all the same.
            assert "reportedly: " not in done.stderr, f"{block.where}: {done.stderr}"
        # As Ctrl-C ends it: in order, or by the signal itself.
        assert set(servers.stop()) <= {0, 130, -2}
    assert ran or all("not run" in b.notes for b in blocks(page) if b.language in RUN)


def test_what_is_not_run_says_why_and_is_little() -> None:
    left = [b for page in pages() for b in blocks(page) if "not run" in b.notes]
    assert all(len(block.notes["not run"]) > 10 for block in left)
    assert len(left) <= 4, [block.where for block in left]


@pytest.mark.parametrize(
    "block", [b for p in pages() for b in blocks(p) if "output of" in b.notes], ids=lambda b: b.where
)
def test_what_a_page_shows_is_what_is_printed(block: Block, read_examples: Path) -> None:
    printed = {line.rstrip() for line in output_of(block.notes["output of"], read_examples).splitlines()}
    wanted = [line for line in block.body.splitlines() if line.strip() and line != CUT]
    lacking = [line for line in wanted if line.rstrip() not in printed]
    assert len(wanted) >= 3, f"{block.where}: too little is shown; run: python -m tests.docs.refresh"
    assert len(lacking) <= (1 - SHARE_OF_LINES) * len(wanted), (
        f"{block.where}: not printed any more: {lacking}; run: python -m tests.docs.refresh"
    )


def test_the_readme_shows_the_demo() -> None:
    assert any("output of" in block.notes for block in blocks(ROOT / "README.md"))


def test_a_block_is_refreshed_in_its_own_place_even_where_it_was_empty(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n\n<!-- output of: x -->\n```text\n```\n\nb\n\n```text\nmake demo\n```\n", encoding="utf-8")
    first, second = blocks(page)
    assert first.notes == {"output of": "x"}
    text = refreshed(page.read_text(encoding="utf-8"), [(first, "new\n")])
    assert text == "a\n\n<!-- output of: x -->\n```text\nnew\n```\n\nb\n\n```text\nmake demo\n```\n"
    assert refreshed(text.replace("new\n", ""), [(first, "p\n"), (second, "q\n")]).count("p\n```") == 1


def test_a_block_shows_the_part_of_what_is_printed_that_it_asks_for(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    notes = "<!-- output of: x -->\n<!-- from: two -->\n<!-- to: four -->\n<!-- lines: 2 -->\n"
    page.write_text(f"{notes}```text\n```\n", encoding="utf-8")
    (block,) = blocks(page)
    assert shown(block, "one\nthe two \nthree\nfour\nfive\n") == f"the two\nthree\n{CUT}\n"
    with pytest.raises(RuntimeError, match="from: no line holds 'two'"):
        shown(dataclasses.replace(block, page=ROOT / "README.md"), "one\n")


# Nothing that stands in a block is left to itself: it is run, compared with what is printed, parsed, or held against
# the program that it calls. These alone are none of it.
DRAWINGS = {"docs/method.md": "bytes → intake"}


def is_checked(block: Block) -> bool:
    """Whether a test of this file would fail if the block were wrong."""
    if block.language in RUN:
        return "not run" not in block.notes
    return block.language in PARSED or "output of" in block.notes or bool(calls(block.body))


def calls(text: str) -> list[list[str]]:
    """The commands that a text calls, a line each: of ours, of make, and modules that Python is to run."""
    joined = text.replace("\\\n", " ")
    lines = [line.split("#")[0].split() for line in joined.splitlines()]
    return [words for words in lines if words and words[0] in ("reportedly", "make", "python", "pip")]


def test_no_block_escapes_the_tests() -> None:
    left = [b for page in pages() for b in blocks(page) if not is_checked(b) and "not run" not in b.notes]
    assert {relative(b.page): b.body[: len(DRAWINGS.get(relative(b.page), "?"))] for b in left} == DRAWINGS
    assert len(left) == len(DRAWINGS)


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_every_fence_is_a_block_that_is_found(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    # One that is indented, or has more than a word behind its ticks, would be passed over by every test here.
    assert text.count("```") == 2 * len(blocks(page))
    assert "~~~" not in text
    assert not re.search(
        r"^(?:    |\t)+\S*(?:reportedly|import) ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE
    )


def test_data_in_a_block_has_its_form() -> None:
    for block in (b for page in pages() for b in blocks(page) if b.language in PARSED):
        if block.language == "json":
            assert json.loads(block.body) is not None, block.where
        else:
            assert yaml.safe_load(block.body) is not None, block.where


def only_shown(block: Block) -> bool:
    """Whether a block calls programs, and is neither run nor compared."""
    quiet = block.language == "text" or "not run" in block.notes
    return quiet and "output of" not in block.notes and bool(calls(block.body))


@pytest.mark.parametrize("block", [b for p in pages() for b in blocks(p) if only_shown(b)], ids=lambda b: b.where)
def test_what_a_block_only_shows_can_be_called_so(block: Block) -> None:
    for words in calls(block.body):
        complaint = misuse(words)
        assert complaint is None, f"{block.where}: {' '.join(words)}: {complaint}"


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_a_command_in_a_sentence_can_be_called_so(page: Path) -> None:
    text = unfenced(page.read_text(encoding="utf-8"))
    for code in re.findall(r"`((?:reportedly|make|python -m) [^`]+)`", text):
        words = code.split()
        assert misuse(words) is None, f"{relative(page)}: {code}: {misuse(words)}"


def unfenced(text: str) -> str:
    """A page without its blocks."""
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def misuse(words: list[str]) -> str | None:
    """What is wrong with a call: a command, an option, a target or a module that is not there. None: nothing."""
    program, *given = words
    if program == "make":
        targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        return None if given and given[0] in targets else "no such target"
    if program in ("python", "pip"):
        return _misuse_of_python(given) if program == "python" else None
    named = next((word for word in given if word in OPTIONS), None)
    if named is None:
        general = {"--ledger", "-l", "--help", "-h", "--version", "[--ledger", "COMMAND"}
        return None if not given or given[0] in general else "no such command"
    options = {word.split("=")[0].rstrip("`,;.") for word in given if word.startswith("--")}
    lacking = options - OPTIONS[named] - {"--ledger", "--help"}
    return f"no option {', '.join(sorted(lacking))}" if lacking else None


def _misuse_of_python(given: list[str]) -> str | None:
    if given[:1] != ["-m"]:
        return None if given and (ROOT / given[0]).is_file() else "no such program"
    there = [ROOT / Path(*given[1].split(".")), ROOT / Path(*given[1].split(".")).with_suffix(".py")]
    known = any(path.exists() for path in there) or importlib.util.find_spec(given[1].split(".")[0]) is not None
    return None if known else "no such module"


def test_the_examples_of_each_command_can_be_called() -> None:
    for name, command in PROGRAM.commands.items():  # type: ignore[attr-defined]
        examples = [line.split("|")[0].split(">")[0].split() for line in (command.epilog or "").splitlines()]
        for words in examples:
            if words[:1] == ["reportedly"]:
                assert misuse(words) is None, f"{name}: {' '.join(words)}: {misuse(words)}"


def test_a_page_serves_where_it_says_so() -> None:
    serving = [b for p in pages() for b in blocks(p) if b.language == "sh" and SERVE in b.body]
    assert len(serving) >= 2
    assert all("serves" in block.notes for block in serving)


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_blocks_say_what_they_are(page: Path) -> None:
    assert [b.where for b in blocks(page) if b.language not in KNOWN] == []


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        if re.match(r"https?://", target):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.exists(), f"{relative(page)}: {target} leads nowhere"
        if anchor and aim.suffix == ".md":
            assert anchor in anchors(aim), f"{relative(page)}: {target}: no such heading"


def test_every_page_is_reached_from_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    reached = {(index.parent / target.partition("#")[0]).resolve() for target in links(index)}
    assert [relative(p) for p in sorted((ROOT / "docs").rglob("*.md")) if p != index and p not in reached] == []


def section(command: str) -> str:
    """What the reference says of one command."""
    text = COMMANDS.read_text(encoding="utf-8")
    found = re.search(rf"^## reportedly {command}\n(?P<body>.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/reference/commands.md has no heading: ## reportedly {command}"
    return found["body"]


def shared() -> str:
    text = COMMANDS.read_text(encoding="utf-8")
    return text.partition("## Options of every command")[2].partition("\n## ")[0]


PROGRAM = typer.main.get_command(app)
OPTIONS = {name: {o for p in c.params for o in p.opts if o.startswith("--")} for name, c in PROGRAM.commands.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", OPTIONS)
def test_every_option_of_a_command_is_in_the_reference(command: str) -> None:
    said = section(command) + shared()
    assert [option for option in OPTIONS[command] if f"`{option}" not in said] == []


@pytest.mark.parametrize("command", OPTIONS)
def test_the_reference_names_no_option_that_is_not_there(command: str) -> None:
    table = re.findall(r"^\| `(--[\w-]+)", section(command), re.MULTILINE)
    assert [option for option in table if option not in OPTIONS[command]] == []


def test_the_reference_names_no_command_that_is_not_there() -> None:
    named = re.findall(r"^## reportedly ([\w-]+)$", COMMANDS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(OPTIONS)


def test_the_program_says_which_ledger_before_a_command_too() -> None:
    own = {option for parameter in PROGRAM.params for option in parameter.opts if option.startswith("--")}
    # Shell completion is the shell's own matter.
    assert [o for o in own - {"--install-completion", "--show-completion"} if f"`{o}" not in shared()] == []


def test_every_exit_status_is_in_the_reference() -> None:
    said = COMMANDS.read_text(encoding="utf-8").partition("## Exit status")[2]
    assert re.findall(r"^\| (\d+) \| (.+) \|$", said, re.MULTILINE) == [(str(int(e)), e.meaning) for e in Exit]


def test_every_reason_for_a_refusal_is_in_the_reference() -> None:
    said = re.findall(r"^\| (?!reason |option |---)([a-z ]+) \|", section("read"), re.MULTILINE)
    assert said == [reason.value for reason in Reason]
