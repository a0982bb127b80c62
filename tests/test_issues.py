"""Issues: found in texts and brought together, or matched by a codebook, on texts with truths by hand."""

import pandas as pd
import pytest

from analysis import schema
from analysis.issues import Codebook, Issue, link_issues, load_codebook, write_codebook
from analysis.tokens import tag_documents

NAMES = {
    "Smith": ("smith", "person"), "Jones": ("jones", "person"), "Norland": ("norland", "state"), "Sudria": ("sudria", "state"),
    "Union": ("union", "organization"), "Porto": ("porto", "place"),
}  # fmt: skip


def read(texts: list[str], kind: str = "issue") -> dict[str, pd.DataFrame]:
    """Make the tables of texts in which [ ] hold the target of a position and { } what somebody says."""
    documents, zones, positions, statements, mentions = [], [], [], [], []
    for n, marked in enumerate(texts):
        doc_id, text, marks = f"d{n}", "", {}
        for character in marked:
            if character in "[]{}":
                marks.setdefault(character, []).append(len(text))
            else:
                text += character
        documents.append(
            {
                "doc_id": doc_id, "path": doc_id, "language": "en", "text": text, "header_end": 0, "sha256": "", "n_words": 1,
                "fields": "{}", "notes": [],
            }
        )  # fmt: skip
        zones.append({"doc_id": doc_id, "paragraph_id": "p0", "zone": "body", "start": 0, "end": len(text)})
        for start, end in zip(marks.get("[", []), marks.get("]", []), strict=True):
            positions.append(
                {
                    "doc_id": doc_id, "position_id": f"{doc_id}:o{start}", "sentence_id": "s", "holder_id": "smith",
                    "target_kind": kind, "target_id": None if kind == "issue" else "jones", "target_start": start,
                    "target_end": end, "polarity": 1.0, "label": "support", "start": 0, "end": len(text), "reason": "by hand",
                }
            )  # fmt: skip
        for start, end in zip(marks.get("{", []), marks.get("}", []), strict=True):
            statements.append((doc_id, f"{doc_id}:q{start}-{end}", start, end))
        for name, (actor_id, sort) in NAMES.items():
            at = text.find(name)
            while at >= 0:
                mentions.append(
                    {
                        "doc_id": doc_id, "mention_id": f"{doc_id}:m{at}", "sentence_id": "s", "start": at, "end": at + len(name),
                        "text": name, "form": "name", "kind": sort, "acts": False, "actor_id": actor_id,
                    }
                )  # fmt: skip
                at = text.find(name, at + 1)
    tables = {"documents": schema.build("documents", documents)}
    _, tokens = tag_documents(tables["documents"], schema.build("zones", zones))
    for doc_id, statement_id, start, end in statements:
        tokens.loc[(tokens["doc_id"] == doc_id) & (tokens["start"] >= start) & (tokens["end"] <= end), "statement_id"] = (
            statement_id
        )
    actors = [{"actor_id": i, "name": name, "kind": sort, "aliases": [], "n_mentions": 1} for name, (i, sort) in NAMES.items()]
    return tables | {
        "tokens": tokens,
        "statements": schema.empty("statements"),
        "mentions": schema.build("mentions", mentions),
        "actors": schema.build("actors", actors),
        "positions": schema.build("positions", positions),
    }


def link(*texts: str, kind: str = "issue", codebook: Codebook | None = None) -> tuple[pd.DataFrame, ...]:
    """Link the positions and issues of texts."""
    return link_issues(**read(list(texts), kind), codebook=codebook)


def label(issues: pd.DataFrame, issue_ids: pd.Series) -> list[str]:
    """Return the labels of issues."""
    return issues.set_index("issue_id")["label"].loc[issue_ids.tolist()].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smith rejects [any scenarios involving the deployment of foreign troops in Norland].", "foreign troops in Norland"),
        ("Smith supports [the annual budget of the city].", "annual budget of the city"),
        ("Smith supports [sending Union troops to Norland].", "Union troops to Norland"),
        ("Smith opposes [“attempts to” rewrite the treaty on fishing].", "rewriting the treaty on fishing"),
        ("Smith supports [the plan].", "plan"),
        ("Smith opposes [further unacceptable trade barriers].", "trade barriers"),
        ("Smith fears [that Norland would have effective veto power].", "veto"),
        ("Smith wants [the Union to build a canal].", "Union building a canal"),
    ],
)
def test_labels_are_the_core_of_the_wording(text: str, expected: str) -> None:
    """A label leaves out articles, quotation marks, judgements and words that say nothing alone."""
    positions, issues, _ = link(text)
    assert label(issues, positions["target_id"]) == [expected]


def test_labels_are_short() -> None:
    """A long wording is cut between phrases, after at most nine words."""
    positions, issues, _ = link("Smith wants [the council to build a new road from the old town to the harbour and the airport].")
    (found,) = label(issues, positions["target_id"])
    assert found == "council building a new road"


def test_wordings_of_one_matter_are_one_issue() -> None:
    """The bare wording goes with the one that says which, under the commonest wording that says so."""
    positions, issues, _ = link(
        "Smith wants [guarantees for Norland].",
        "Smith wants [security guarantees for Norland].",
        "Jones wants [guarantees for Norland].",
    )
    assert label(issues, positions["target_id"]) == ["security guarantees"] * 3
    assert issues["patterns"].tolist() == [["guarantees for Norland", "security guarantee"]]
    assert issues["origin"].tolist() == ["discovered"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith wants [guarantees of security].", "Smith wants [security guarantees]."),
        ("Smith opposes [Norland troops in Porto].", "Smith opposes [Norland soldiers in Porto]."),
        ("Smith opposes [American troops in Porto].", "Smith opposes [United States troops in Porto]."),
        ("Smith opposes [American weapons].", "Smith opposes [U.S. arms]."),
        ("Smith opposes [a draft accord discussed in Porto].", "Smith opposes [the proposals discussed in Porto]."),
        ("Smith opposes [talks on tariffs without Norland].", "Smith opposes [discussing tariff talks without Norland]."),
    ],
)
def test_other_words_for_one_matter_are_one_issue(one: str, other: str) -> None:
    """Word order, words of like meaning and names of one actor make no other issue."""
    tables = read([one, other])
    us = [
        {
            "doc_id": doc_id, "mention_id": f"{doc_id}:us", "sentence_id": "s", "start": at, "end": at + len(name), "text": name,
            "form": "name", "kind": "state", "acts": False, "actor_id": "united-states",
        }
        for doc_id, text in zip(tables["documents"]["doc_id"], tables["documents"]["text"], strict=True)
        for name in ("United States", "U.S.")
        if (at := text.find(name)) >= 0
    ]  # fmt: skip
    tables["mentions"] = pd.concat([tables["mentions"], schema.build("mentions", us)], ignore_index=True)
    positions, _, _ = link_issues(**tables)
    assert positions["target_id"].nunique() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith opposes [Russian troops in Syria].", "Smith opposes [American troops in Syria]."),
        ("Smith opposes [troops in Syria].", "Smith opposes [troops in Libya]."),
        ("Smith opposes [the tax on sugar].", "Smith opposes [the subsidy on sugar]."),
        ("Smith opposes [talks on coal exports].", "Smith opposes [talks on school meals]."),
        ("Smith opposes [the trade talks without Norland].", "Smith opposes [the trade talks]."),
        ("Smith opposes [the Porto agreement].", "Smith opposes [any agreement]."),
    ],
)
def test_different_matters_stay_apart(one: str, other: str) -> None:
    """Another name, another head, other content, or somebody left out is another issue."""
    positions, _, _ = link(one, other)
    assert positions["target_id"].nunique() == 2


def test_a_wording_that_is_both_brings_two_issues_together() -> None:
    """What A does and what is done to B are one matter where texts often speak of A doing it to B; once is not enough."""
    one, other, both = (
        "Smith fears [Norland’s attack].",
        "Jones fears [the attack of Sudria].",
        "A fears [Norland’s attack of Sudria].",
    )
    assert link(one, one, other, other, both, both)[0]["target_id"].nunique() == 1
    assert link(*[one] * 9, *[other] * 9, both)[0]["target_id"].nunique() == 2


def test_a_bare_noun_goes_with_what_it_mostly_means() -> None:
    """Where others say which tax, "the tax" is that one; where they speak of several, or it says little, it stays itself."""
    fuel, sugar = "Smith opposes [the fuel tax].", "Smith opposes [the sugar tax]."
    assert link(fuel, fuel, "Jones opposes [the tax].")[0]["target_id"].nunique() == 1
    assert link(fuel, sugar, "Jones opposes [the tax].")[0]["target_id"].nunique() == 3
    assert link(*["Smith opposes [Norland’s plan]."] * 2, "Jones opposes [the plan].")[0]["target_id"].nunique() == 2


def test_a_proposal_is_called_by_the_place_it_was_made_in() -> None:
    """A draft that was discussed in a town is the draft of that town, however its name is brought in."""
    positions, issues, _ = link(
        "Smith rejects [the draft that was discussed in Porto]. Jones backs [the draft]. A [Porto draft] was signed."
    )
    assert label(issues, positions["target_id"])[0] == "Porto draft"


def test_issues_come_in_order_of_how_much_they_are_argued_about() -> None:
    """What more positions in more documents are on comes first, equal ones by label, and every position has an issue."""
    positions, issues, _ = link("A wants [the rain].", "B wants [the snow].", "C wants [the snow].", "D wants [the frost].")
    assert issues["label"].tolist() == ["snow", "frost", "rain"]
    assert set(positions["target_id"]) == set(issues["issue_id"])
    assert issues["issue_id"].is_unique


def test_actors_as_targets_keep_their_id() -> None:
    """Positions on actors are left as they are and make no issue."""
    positions, issues, mentions = link("Smith praised [Jones].", kind="actor")
    assert positions["target_id"].tolist() == ["jones"]
    assert issues.empty
    assert mentions.empty


@pytest.mark.parametrize(
    "target", ["“”", "...", "это", "of", "  ", "to be or not to be", "-", "(", "it", "'s", "*", "—", "\x00", "1"]
)
def test_any_target_gets_an_issue(target: str) -> None:
    """Whatever the target is, its position has an issue with a label, and the codebook of it can be read."""
    positions, issues, mentions = link(f"Smith wants [{target}].")
    assert positions["target_id"].tolist() == issues["issue_id"].tolist()
    assert issues["label"].str.len().min() > 0
    assert write_codebook(issues, mentions, limit=1).startswith("# Issues found")


def test_nothing_gives_nothing_and_input_is_not_changed() -> None:
    """Empty tables pass, and linking leaves its input as it was."""
    names = ("documents", "tokens", "statements", "mentions", "actors", "positions")
    for result, name in zip(link_issues(*map(schema.empty, names)), ("positions", "issues", "issue_mentions"), strict=True):
        pd.testing.assert_frame_equal(result, schema.empty(name))
    tables = read(["Smith {wants [lower taxes] and higher wages}."])
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    link_issues(**tables)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])


ARGUED = (
    "Smith said {the fuel tax would hurt the poor}. Jones said {a fuel tax was fair}.",
    "{The fuel tax must go}, Smith said. On Monday thousands of people came. Jones wants {higher wages}.",
    "On Monday the minister said {fuel taxes had a place in the budget}. Smith said {people need a way out, and higher wages}.",
)


def test_noun_phrases_of_statements_are_discovered() -> None:
    """What several statements are about is an issue without any position; times, people and empty nouns are not."""
    positions, issues, mentions = link(*ARGUED)
    assert positions.empty
    assert issues["label"].tolist() == ["fuel tax"]
    assert issues["patterns"].tolist() == [["fuel tax"]]
    assert mentions.groupby("issue_id").size().loc["fuel-tax"] == 4


def test_a_sentence_that_several_documents_repeat_counts_once() -> None:
    """An agency's line about itself makes no issue, however many documents carry it."""
    line = "The agency said {it offers unrivalled market data for market professionals}."
    assert link(*[f"Smith {{spoke number {n}}}. {line}" for n in range(5)])[1].empty


def test_mentions_say_where_and_in_whose_words() -> None:
    """Each mention is the words of a pattern, with its statement, or none in the narrator's words."""
    codebook = Codebook((Issue("fuel tax", "", ("fuel tax",)), Issue("tax", "", ("tax",))))
    text = "Fuel taxes rose. Smith said {the fuel tax is “fuel” for anger}."
    _, issues, mentions = link(text, codebook=codebook)
    plain = text.replace("{", "").replace("}", "")
    found = [(row.issue_id, plain[row.start : row.end], row.statement_id) for row in mentions.itertuples()]
    assert [each[:2] for each in found] == [
        ("fuel-tax", "Fuel taxes"),
        ("tax", "taxes"),
        ("fuel-tax", "fuel tax"),
        ("tax", "tax"),
    ]
    assert [isinstance(each[2], str) for each in found] == [False, False, True, True]
    assert issues["origin"].tolist() == ["codebook", "codebook"]
    schema.check(mentions, "issue_mentions")


def test_the_longest_match_wins_and_ties_go_by_order() -> None:
    """A target that two issues match is on the one with more words; of equally long ones on the first."""
    tax, fuel_tax = Issue("tax", "all taxes", ("tax",)), Issue("fuel tax", "", ("fuel tax",))
    fuel, wages = Issue("fuel", "", ("fuel",)), Issue("pay", "", ("wage",))
    text = "Smith opposes [the fuel tax]."
    assert link(text, codebook=Codebook((tax, fuel_tax)))[0]["target_id"].tolist() == ["fuel-tax"]
    assert link(text, codebook=Codebook((fuel, tax, wages)))[0]["target_id"].tolist() == ["fuel"]
    positions, issues, _ = link(text, codebook=Codebook((tax, fuel, wages)))
    assert positions["target_id"].tolist() == ["tax"]
    assert issues["label"].tolist() == ["tax", "fuel", "pay"]
    assert issues["description"].fillna("").tolist() == ["all taxes", "", ""]


def test_a_target_within_a_match_is_on_its_issue() -> None:
    """A match around the target counts where none lies within it."""
    codebook = Codebook((Issue("fuel tax", "", ("fuel tax",)),))
    assert link("Smith opposes the fuel [tax].", codebook=codebook)[0]["target_id"].tolist() == ["fuel-tax"]


def test_what_a_codebook_lacks_is_discovered() -> None:
    """Positions on something else keep a discovered issue; noun phrases without a position make none."""
    codebook = Codebook((Issue("wages", "", ("salary",)),))
    texts = "Smith wants [school meals].", "Jones wants [a salary] and said {fuel tax, fuel tax}."
    positions, issues, _ = link(*texts, codebook=codebook)
    assert issues["origin"].tolist() == ["codebook", "discovered"]
    assert positions["target_id"].tolist() == ["school-meals", "wages"]


def test_a_target_worded_like_a_label_is_on_that_issue() -> None:
    """No second issue of one name is discovered beside that of the codebook."""
    positions, issues, _ = link("Smith wants [wages].", codebook=Codebook((Issue("Wages", "", ("salary",)),)))
    assert issues["issue_id"].tolist() == positions["target_id"].tolist() == ["wages"]


def test_a_word_that_says_little_is_not_looked_for_everywhere() -> None:
    """A position on "the claims" has its issue, but the claims of others are no mentions of it, nor is it suggested."""
    positions, issues, mentions = link("Smith denied [the claims]. Jones claims the claims of Norland are true.")
    assert label(issues, positions["target_id"]) == ["claims"]
    assert mentions.empty
    assert "claims" not in write_codebook(issues, mentions, limit=1)


def test_a_suggested_codebook_gives_the_same_issues(tmp_path) -> None:
    """Written, loaded and used, what was discovered finds the same issues, mentions and positions."""
    texts = [
        *ARGUED,
        "Smith opposes [the Union’s new fuel tax]. Jones wants [the council to drop it, whatever]. Smith backs [U.S. aid].",
    ]
    positions, issues, mentions = link(*texts)
    file = tmp_path / "codebook.yaml"
    file.write_text(write_codebook(issues, mentions, limit=100), encoding="utf-8")
    again = link(*texts, codebook=load_codebook(file))
    pd.testing.assert_frame_equal(again[0], positions)
    pd.testing.assert_frame_equal(again[1].drop(columns="origin"), issues.drop(columns="origin"))
    pd.testing.assert_frame_equal(again[2], mentions)


def test_the_seed_names_what_is_argued_about(seed_corpus) -> None:
    """Discovery alone names the six matters of the seed among few others, and the positions are on them."""
    labels = seed_corpus.issues["label"].tolist()
    for name in ("security guarantees", "Istanbul draft", "NATO troops", "U.S. troops", "air support", "veto"):
        assert sum(name in each for each in labels) == 1, name
    assert len(labels) <= 16
    positions = seed_corpus.positions[seed_corpus.positions["target_kind"] == "issue"]
    held = set(zip(positions["holder_id"], positions["target_id"], positions["label"], strict=True))
    assert {("sergei-lavrov", "istanbul-draft", "support"), ("ukraine", "istanbul-draft", "oppose")} <= held
    assert ("russia", "security-guarantees", "support") in held


@pytest.mark.parametrize(
    ("target", "called"),
    [
        ("to ban the tests", "banning the tests"),
        ("Norland to leave the pact", "Norland leaving the pact"),
        ("any decision must be agreed by all members", "decision agreed by all members"),
        ("Norland to directly engage with it", "Norland engaging with it"),
        ("aid that could include training pilots", "training pilots"),
    ],
)
def test_a_clause_is_called_by_a_noun_phrase(target: str, called: str) -> None:
    """What is wished to be done is labelled as a person would call it."""
    positions, issues, _ = link(f"Smith wants [{target}].")
    assert label(issues, positions["target_id"]) == [called]


def test_efforts_against_a_trouble_are_not_called_by_it() -> None:
    """Who is for efforts to end a crisis is not for the crisis."""
    positions, issues, _ = link("Smith backs [diplomatic efforts to resolve the border crisis].")
    assert label(issues, positions["target_id"]) == ["diplomatic efforts"]


def test_an_issue_is_not_called_by_an_actor() -> None:
    """To keep Norland out is about keeping it out, not about Norland."""
    positions, issues, _ = link("Smith wants [the Union to keep Norland out].")
    assert label(issues, positions["target_id"]) != ["Norland"]
