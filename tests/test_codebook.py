"""Codebooks: how patterns match, and what is said about a codebook that cannot be used."""

import pandas as pd
import pytest

from analysis import schema
from analysis.errors import InputError, ParameterError
from analysis.issues import load_codebook, write_codebook
from analysis.issues.matching import WordIndex
from analysis.issues.patterns import read_pattern
from analysis.tokens import tag_documents


def index_text(text: str) -> WordIndex:
    """Index the words of one document."""
    row = {
        "doc_id": "d",
        "path": "d",
        "language": "en",
        "text": text,
        "header_end": 0,
        "sha256": "",
        "n_words": 1,
        "fields": "{}",
    }
    documents = schema.build("documents", [row | {"fields": "{}", "notes": []}])
    zones = schema.build("zones", [{"doc_id": "d", "paragraph_id": "p", "zone": "body", "start": 0, "end": len(text)}])
    return WordIndex(tag_documents(documents, zones)[1])


def match(pattern: str, text: str) -> list[str]:
    """Return what a pattern matches in a text."""
    found = index_text(text).find_issues([[read_pattern(pattern, "here")]])
    return [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("guarantee", "A guarantee, two Guarantees and one guaranteed.", ["guarantee", "Guarantees"]),
        ("guarantees", "A guarantee and two guarantees.", ["guarantees"]),
        ("go", "She went there and goes again; a goat.", ["went", "goes"]),
        ("security guarantee", "They want security guarantees.", ["security guarantees"]),
        ("security guarantee", "Ministers Seek Security Guarantees", ["Security Guarantees"]),
        ("security guarantee", "The security. Guarantees of trade.", []),
        ("security guarantee", "The security, guarantees and trade.", []),
        ("security guarantee", "The “security” guarantees of trade.", ["security” guarantees"]),
        (
            "guarantee* of security",
            "A guarantee of security, guarantees of security.",
            ["guarantee of security", "guarantees of security"],
        ),
        ("guarant*", "He guarantees it; the guarantor; a grant.", ["guarantees", "guarantor"]),
        ("*weapon", "A bioweapon and weapons.", ["bioweapon", "weapons"]),
        ("*nation*", "An international, nations, a notion.", ["international", "nations"]),
        ('"Article 5"', "Article 5 and article 5.", ["Article 5"]),
        ('"IT" sector', "The IT sector and its sector; it sector.", ["IT sector"]),
        ("“Article 5”", "Under Article 5 or Article 50.", ["Article 5"]),
        ("cease-fire", "A cease-fire, a cease fire, a ceasefire.", ["cease-fire", "cease fire"]),
        ("cease fire", "A cease-fire held.", ["cease-fire"]),
        ("war", "The post-war order, a war, a warning.", ["war", "war"]),
        ("ceasefire", "A cease-fire, a ceasefire.", ["ceasefire"]),
        ("U.S. troop", "He met U.S. troops in the U.S.", ["U.S. troops"]),
        ("Norland's security", "Norland’s security is Norland's.", ["Norland’s security"]),
        ("don't know", "We don’t know.", ["don’t know"]),
        ("$ 5", "It costs $5 or 5.", ["$5"]),
        ("1,000 troops", "Some 1,000 troops came.", ["1,000 troops"]),
        ("мир", "За мир и труд.", ["мир"]),
        ("R&D", "More R&D now.", ["R&D"]),
    ],
)
def test_patterns_match_words_and_lemmas(pattern: str, text: str, expected: list[str]) -> None:
    """A word matches itself and its forms, * stands for letters, quoted words only as written, hyphens are spaces."""
    assert match(pattern, text) == expected


def test_matches_of_one_issue_do_not_overlap_and_others_may() -> None:
    """Of overlapping matches of one issue the longest from the first on counts; another issue may match the same words."""
    text = "The security guarantee treaty and the guarantee."
    patterns = ["guarantee", "security guarantee", "guarantee treaty"]
    one = [[read_pattern(pattern, "here") for pattern in patterns], [read_pattern("treaty", "here")]]
    found = index_text(text).find_issues(one)
    spans = [(issue, text[a:b]) for issue, a, b in zip(found["issue"], found["start"], found["end"], strict=True)]
    assert spans == [(0, "security guarantee"), (1, "treaty"), (0, "guarantee")]


def test_matching_needs_words() -> None:
    """No words and no issues give no matches."""
    assert WordIndex(schema.empty("tokens")).find_issues([[read_pattern("a", "here")]]).empty
    assert index_text("Some words.").find_issues([]).empty


GOOD = """\
issues:
  - label: security guarantees
    description: promises to defend a country after a settlement
    patterns: ["security guarantee", "guarantee* of security", "\\"Article 5\\"", security guarantee]
  - label: Энергия
    patterns:
      - "*энерг*"
"""


def test_a_codebook_is_loaded(tmp_path) -> None:
    """Labels, descriptions and patterns come as written, each pattern once, a byte order mark notwithstanding."""
    file = tmp_path / "codebook.yaml"
    file.write_text("\ufeff" + GOOD, encoding="utf-8")
    one, other = load_codebook(file).issues
    assert (one.issue_id, one.label) == ("security-guarantees", "security guarantees")
    assert one.description == "promises to defend a country after a settlement"
    assert one.patterns == ("security guarantee", "guarantee* of security", '"Article 5"')
    assert (other.label, other.description, other.patterns) == ("Энергия", "", ("*энерг*",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no issues"),
        ("# nothing", "holds no issues"),
        ("issues: []", "line 1: `issues` is empty"),
        ("issues:", "`issues` is empty"),
        ("issues: war", "`issues` is 'war'; it must be a list"),
        ("- label: a", "A codebook has the keys issues; here is a list"),
        ("issue:\n  - label: a", "no key 'issue', only issues. Did you mean 'issues'?"),
        (
            "issues:\n- label: a\n  pattern: [b]",
            "line 3: issue 1 has no key 'pattern', only label, description, patterns. Did you mean 'patterns'?",
        ),
        ("issues:\n- label: a\n  label: b\n  patterns: [b]", "line 3: the key 'label' stands twice"),
        ("issues:\n- patterns: [b]", "line 2: issue 1 has no label"),
        ("issues:\n- label: ''\n  patterns: [b]", "line 2: issue 1 has no label"),
        ("issues:\n- label:\n  patterns: [b]", "the label of issue 1 is empty; it must be a text"),
        ("issues:\n- label: no\n  patterns: [b]", "the label of issue 1 is yes or no (no); it must be a text"),
        ("issues:\n- label: 2022\n  patterns: [b]", "the label of issue 1 is the number 2022"),
        ("issues:\n- label: a\n  patterns: [b]\n- label: A\n  patterns: [c]", "line 4: the label 'A' is that of line 2, 'a'"),
        ("issues:\n- label: a", "line 2: 'a' has no patterns"),
        ("issues:\n- label: a\n  patterns: []", "'a' has no patterns"),
        ("issues:\n- label: a\n  patterns: war", "`patterns` of 'a' is 'war'; it must be a list"),
        ("issues:\n- label: a\n  patterns: [5]", "a pattern of 'a' is the number 5; it must be a text"),
        ("issues:\n- label: a\n  patterns: [[b]]", "a pattern of 'a' is a list"),
        ("issues:\n- label: a\n  patterns: [{b: c}]", "a pattern of 'a' is a list of keys"),
        ("issues:\n- label: a\n  description: [b]\n  patterns: [c]", "the description of 'a' is a list"),
        ("issues:\n- war\n", "line 2: issue 1 has the keys label, description, patterns; here is 'war'"),
        ("issues:\n- label: a\n  patterns: ['*']", "line 3, 'a': '*' has a * that stands alone"),
        ("issues:\n- label: a\n  patterns: ['war *']", "a * that stands alone"),
        ("issues:\n- label: a\n  patterns: ['w*r']", "a * that stands alone or inside a word"),
        ("issues:\n- label: a\n  patterns: ['\"war*\"']", "a * that stands between quotation marks"),
        ("issues:\n- label: a\n  patterns: ['']", "line 3, 'a': '' would match anything"),
        ("issues:\n- label: a\n  patterns: ['...']", "'...' would match anything"),
        ("issues:\n- label: a\n  patterns: ['\"\"']", "would match anything"),
        ("issues:\n- label: a\n  patterns: ['\"war']", "a quotation mark without a second one"),
        ("issues:\n- label: a\n  patterns: [*war]", "line 3: there is an anchor or alias"),
        ("issues:\n- label: a\n  patterns: &x [b, *x]", "there is an anchor or alias"),
        ("issues: !!python/object/apply:os.system ['echo']", "the tag 'tag:yaml.org,2002:python/object/apply:os.system'"),
        ("issues:\n- label: !x a", "the tag '!x'"),
        ("[" * 5000, "lists within lists"),
        ("issues:\n\t- label: a", "is not YAML in line 2"),
        ("issues: [", "is not YAML"),
        ("issues: a: b", "is not YAML in line 1"),
        ("a: b\n---\nc: d", "is not YAML"),
        ("issues: \x07", "is not YAML"),
        ("? [a]\n: b", "no key 'a list'"),
    ],
)
def test_a_codebook_that_cannot_be_used_is_explained(tmp_path, text: str, words: str) -> None:
    """The message says what is wrong, in which line, and how to mend it."""
    file = tmp_path / "codebook.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_codebook(file)
    assert words in str(error.value)
    assert str(file) in str(error.value)


def test_files_that_are_no_codebook_are_explained(tmp_path) -> None:
    """A missing file, a folder, another encoding and a huge file are told apart."""
    (tmp_path / "codebook.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match=r"no codebook .*codebok.yaml. Did you mean 'codebook.yaml'"):
        load_codebook(tmp_path / "codebok.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        load_codebook(tmp_path)
    (tmp_path / "latin.yaml").write_bytes("issues:\n- label: café".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8: byte 20"):
        load_codebook(tmp_path / "latin.yaml")
    (tmp_path / "bomb.yaml").write_bytes(b"a" * 1_000_001)
    with pytest.raises(InputError, match="larger than 1 MB"):
        load_codebook(tmp_path / "bomb.yaml")


def test_a_codebook_is_written_as_it_is_loaded(tmp_path) -> None:
    """Labels that YAML would take for something else, descriptions and quotation marks come back as they were."""
    rows = [
        {"issue_id": "no", "label": "no", "description": "so: #1", "patterns": ["*way", '"It is"', "a: b"], "origin": "codebook"},
        {"issue_id": "2022", "label": "2022", "patterns": ["2022", "..."], "origin": "discovered"},
        {"issue_id": "x", "label": "nothing to match", "patterns": ["..."], "origin": "discovered"},
    ]
    mention = {"doc_id": "d", "issue_id": "no", "sentence_id": "s", "start": 0, "end": 1}
    mentions = schema.build("issue_mentions", [mention, mention | {"statement_id": "q"}])
    file = tmp_path / "codebook.yaml"
    file.write_text(text := write_codebook(schema.build("issues", rows), mentions, limit=5), encoding="utf-8")
    assert "  # mentions 2, in statements 1, documents 1\n  - label: 'no'\n" in text
    one, other = load_codebook(file).issues
    assert (one.label, one.description, one.patterns) == ("no", "so: #1", ("*way", '"It is"', "a: b"))
    assert (other.label, other.patterns) == ("2022", ("2022",))


def test_only_the_first_issues_are_written() -> None:
    """The limit counts issues from the top and is at least one."""
    issues = pd.DataFrame(
        {"issue_id": ["a", "b"], "label": ["a", "b"], "description": None, "patterns": [["a"], ["b"]], "origin": "discovered"}
    )
    empty = schema.empty("issue_mentions")
    assert write_codebook(issues, empty, limit=1).count("label:") == 1
    with pytest.raises(ParameterError, match="limit is 0"):
        write_codebook(issues, empty, limit=0)
