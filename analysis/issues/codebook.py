"""Codebooks: issues with a label, a description and patterns, read from YAML."""

import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from analysis.errors import InputError, nearest
from analysis.issues.patterns import read_pattern

MOST_BYTES = 1_000_000
_DEPTH = 8  # of lists within lists; a codebook has four
_KEYS = ("label", "description", "patterns")


@dataclass(frozen=True)
class Issue:
    """One issue of a codebook: what it is called, what belongs to it (or an empty text), and its patterns."""

    label: str
    description: str
    patterns: tuple[str, ...]

    @property
    def issue_id(self) -> str:
        """The label in lower-case letters, digits and hyphens."""
        return make_slug(self.label)


@dataclass(frozen=True)
class Codebook:
    """The issues of a codebook, in its order."""

    issues: tuple[Issue, ...]


@lru_cache(maxsize=100_000)
def make_slug(label: str) -> str:
    """Return a label in lower-case letters, digits and hyphens; letters of other scripts stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", label.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain).strip("-_") or "issue"


def load_codebook(file: str | Path) -> Codebook:
    r"""Load a codebook.

    Parameters
    ----------
    file : path of a YAML file of this form (`description` may be left out; docs/codebook.md has more)

            issues:
              - label: security guarantees
                description: promises to defend a country after a settlement
                patterns: ["security guarantee", "guarantee* of security", "\"Article 5\""]

        How patterns are written says `read_pattern`.

    Returns
    -------
    Codebook, the issues in the order of the file, each pattern once

    Raises
    ------
    InputError : no such file, not UTF-8, not YAML, larger than 1 MB, with anchors, tags or lists within lists; a key that is
        not known or stands twice, a label missing or given twice, no patterns, a pattern that cannot be read or would match
        anything, a value that is no text. The message names the line and how to mend it.

    Notes
    -----
    Read as plain texts, lists and keys: tags never make Python objects, and anchors are not followed.
    """
    text = _read_text(Path(file))
    try:
        _check_events(text, file)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 1}" if mark else ""
        raise InputError(
            f"{file} is not YAML{place}: {getattr(error, 'problem', None) or 'it holds characters that YAML does not allow'}. "
            "Check the indentation (spaces, no tabs), the colons and the quotation marks there."
        ) from error
    if root is None:
        raise InputError(f"{file} holds no issues. Begin with a line `issues:` and list them below it.")
    keys = _read_keys(root, ("issues",), file, "A codebook")
    if "issues" not in keys:
        raise InputError(
            f"{_place(file, root)}: there is no key `issues`. Begin with a line `issues:` and list the issues below it."
        )
    entries = _read_list(keys["issues"], file, "`issues`")
    if not entries:
        raise InputError(f"{_place(file, keys['issues'])}: `issues` is empty. List at least one issue below it.")
    issues: dict[str, tuple[Issue, int]] = {}
    for number, entry in enumerate(entries, start=1):
        issue = _read_issue(entry, file, number)
        if issue.issue_id in issues:
            other, line = issues[issue.issue_id]
            raise InputError(
                f"{_place(file, entry)}: the label {issue.label!r} is that of line {line}, {other.label!r}. "
                "Give it another label, or bring the patterns together under one."
            )
        issues[issue.issue_id] = issue, entry.start_mark.line + 1
    return Codebook(tuple(issue for issue, _ in issues.values()))


def _read_text(file: Path) -> str:
    """Read the file as text."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InputError(
                f"{file} is larger than {MOST_BYTES // 1_000_000} MB: no codebook a person wrote. Name another file."
            )
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        near = nearest(file.name, os.listdir(file.parent)) if file.parent.is_dir() else ""
        raise InputError(f"There is no codebook {file}.{near}") from error
    except (IsADirectoryError, PermissionError, NotADirectoryError) as error:
        raise InputError(f"{file} cannot be read: {error.strerror}. Name a YAML file of issues.") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{file} is not UTF-8: byte {error.start} cannot be read. Save it again with the encoding UTF-8."
        ) from error


def _check_events(text: str, file: str | Path) -> None:
    """Refuse what no codebook needs, before anything is built: anchors, tags, lists within lists."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        what = ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            what = "an anchor or alias (& or *). Put patterns that begin with * between quotation marks, and write others out."
        elif tag := getattr(event, "tag", None):
            what = f"the tag {tag!r}. Write plain texts."
        elif depth > _DEPTH:
            what = "lists within lists. A codebook is one list of issues, each with one list of patterns."
        if what and event.start_mark:
            raise InputError(f"{file}, line {event.start_mark.line + 1}: there is {what}")


def _place(file: str | Path, node: yaml.Node) -> str:
    """Say where a node stands."""
    return f"{file}, line {node.start_mark.line + 1}"


def _name(node: yaml.Node) -> str:
    """Say what a node is."""
    if isinstance(node, yaml.ScalarNode):
        kind = node.tag.rpartition(":")[2]
        return {"null": "empty", "bool": f"yes or no ({node.value})", "int": f"the number {node.value}"}.get(
            kind, repr(node.value)
        )
    return "a list" if isinstance(node, yaml.SequenceNode) else "a list of keys"


def _read_keys(node: yaml.Node, known: tuple[str, ...], file: str | Path, what: str) -> dict[str, yaml.Node]:
    """Read a mapping whose keys are known."""
    allowed = ", ".join(known)
    if not isinstance(node, yaml.MappingNode):
        raise InputError(f"{_place(file, node)}: {what} has the keys {allowed}; here is {_name(node)}.")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value not in known:
            word = key.value if isinstance(key, yaml.ScalarNode) else _name(key)
            raise InputError(f"{_place(file, key)}: {what} has no key {word!r}, only {allowed}.{nearest(str(word), known)}")
        if key.value in found:
            raise InputError(f"{_place(file, key)}: the key {key.value!r} stands twice. Keep one of them.")
        found[key.value] = value
    return found


def _read_list(node: yaml.Node, file: str | Path, what: str) -> list[yaml.Node]:
    """Read a list."""
    if not isinstance(node, yaml.SequenceNode):
        raise InputError(f"{_place(file, node)}: {what} is {_name(node)}; it must be a list: one line each, beginning with `- `.")
    return node.value


def _read_string(node: yaml.Node, file: str | Path, what: str) -> str:
    """Read a text."""
    if not isinstance(node, yaml.ScalarNode) or not node.tag.endswith(":str"):
        raise InputError(f"{_place(file, node)}: {what} is {_name(node)}; it must be a text. Put it between quotation marks.")
    return " ".join(unicodedata.normalize("NFC", node.value).split())


def _read_issue(node: yaml.Node, file: str | Path, number: int) -> Issue:
    """Read one entry of the list of issues."""
    keys = _read_keys(node, _KEYS, file, f"issue {number}")
    label = _read_string(keys["label"], file, f"the label of issue {number}") if "label" in keys else ""
    if not re.search(r"\w", label):
        raise InputError(f"{_place(file, keys.get('label', node))}: issue {number} has no label. Add a line `label: ...` to it.")
    about = keys.get("description")
    empty = about is None or (isinstance(about, yaml.ScalarNode) and about.tag.endswith(":null"))
    description = "" if about is None or empty else _read_string(about, file, f"the description of {label!r}")
    listed = _read_list(keys["patterns"], file, f"`patterns` of {label!r}") if "patterns" in keys else []
    if not listed:
        raise InputError(f"{_place(file, node)}: {label!r} has no patterns. List at least one wording under `patterns:`.")
    patterns = []
    for pattern in listed:
        patterns.append(_read_string(pattern, file, f"a pattern of {label!r}"))
        read_pattern(patterns[-1], f"{_place(file, pattern)}, {label!r}")
    return Issue(label, description, tuple(dict.fromkeys(patterns)))
