"""Networks: every relation, normalization and rule for duplicates proved on numbers worked out by hand."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from analysis import figures, networks, schema
from analysis.errors import ParameterError

LABELS = {"+": ("support", 1.0), "-": ("oppose", -1.0), "0": ("neutral", 0.0)}

EXAMPLE = """
a +x d1
a +x d2
a -y d1
b +x d1
b -x d2
b -y d1
b +z d1
c -x d1
c 0z d1
c +w d1
"""
"""Counts of a: x for 2, y against 1 (3 in all). b: x for 1, x against 1, y against 1, z for 1 (4). c: x against 1, z neutral 1,
w for 1 (3). Two neutral steps of three lie half apart. So

    pair  congruence                          conflict                 in common
    a b   x 2·1, y 1·1               = 3      x 2·1          = 2       x, y
    a c                                0      x 2·1          = 2       x
    b c   x 1·1, z ½·1·1             = 1.5    x 1·1, z ½·1·1 = 1.5     x, z

    divisor   a b                       a c                b c
    average   (3 + 4) / 2 = 3.5         (3 + 3) / 2 = 3    (4 + 3) / 2 = 3.5
    cosine    3 · 4 = 12                3 · 3 = 9          4 · 3 = 12
    jaccard   alone 0 + 2, both 2 + 1   alone 3 + 3        alone 3 + 2, both 1
              = 5                       = 6                = 6
"""
PLAIN = {"congruence": (3, 0, 1.5), "conflict": (2, 2, 1.5), "subtract": (1, -2, 0)}
DIVISORS = {"no": (1, 1, 1), "average": (3.5, 3, 3.5), "cosine": (12, 9, 12), "jaccard": (5, 6, 6)}


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    """Draw without a screen and leave no figure open."""
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def make_positions(text: str, *, kind: str = "issue") -> pd.DataFrame:
    """Positions from lines of holder, sign and target, document: "a +x d1"; a "?" is not known."""
    plain = {"sentence_id": "s", "target_start": 0, "target_end": 1, "start": 0, "end": 1, "reason": "hand", "target_kind": kind}
    rows = []
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            holder, target, doc_id = line.split()
            label, polarity = LABELS[target[0]]
            known = {"holder_id": None if holder == "?" else holder, "target_id": None if target[1:] == "?" else target[1:]}
            rows.append(plain | known | {"doc_id": doc_id, "position_id": f"o{number}", "label": label, "polarity": polarity})
    return schema.build("positions", rows)


def make_documents(**published: str | None) -> pd.DataFrame:
    """Documents by id, with the day of publication."""
    plain = {"path": "x", "language": "en", "text": "", "header_end": 0, "sha256": "x", "n_words": 0, "fields": "{}", "notes": []}
    return schema.build(
        "documents",
        [plain | {"doc_id": doc_id, "published": pd.Timestamp(day) if day else None} for doc_id, day in published.items()],
    )


DOCUMENTS = make_documents(d1="2022-01-03", d2="2022-01-20")
ACTORS = schema.build(
    "actors",
    [{"actor_id": name, "name": name.upper(), "kind": "person", "aliases": [], "n_mentions": 1} for name in "abcdef"],
)
ISSUES = schema.build(
    "issues", [{"issue_id": name, "label": f"the {name}", "patterns": [], "origin": "codebook"} for name in "uvwxyz"]
)


def count(text: str, documents: pd.DataFrame = DOCUMENTS, **settings: object) -> pd.DataFrame:
    """Ties of positions given as lines."""
    return networks.count_ties(make_positions(text), documents, ACTORS, ISSUES, **settings)  # type: ignore[arg-type]


def read_pairs(edges: pd.DataFrame) -> dict[str, float]:
    """Weights by pair: "a b"."""
    ends = edges["source"].str.removeprefix("actor:") + " " + edges["target"].str.removeprefix("actor:")
    return dict(zip(ends, edges["weight"], strict=True))


@pytest.mark.parametrize("normalization", DIVISORS)
@pytest.mark.parametrize("relation", PLAIN)
def test_relations_and_normalizations_give_the_numbers_worked_out_by_hand(relation: str, normalization: str) -> None:
    """Congruence, conflict and their difference, each over each divisor; a weight of 0 is no tie."""
    _, edges = networks.build_one_mode(count(EXAMPLE), relation=relation, normalization=normalization)
    weights = [plain / divisor for plain, divisor in zip(PLAIN[relation], DIVISORS[normalization], strict=True)]
    expected = {pair: weight for pair, weight in zip(("a b", "a c", "b c"), weights, strict=True) if weight}
    assert read_pairs(edges) == pytest.approx(expected)
    assert set(edges["sign"]) <= {"congruence", "conflict"}
    assert list(edges["weight"].abs()) == sorted(edges["weight"].abs(), reverse=True)


def test_edges_keep_what_their_weight_is_made_of() -> None:
    """Congruence, conflict and the number of common targets stand beside the weight; agreement and clash are told by name."""
    _, edges = networks.build_one_mode(count(EXAMPLE), relation="subtract", normalization="no")
    rows = edges.set_index(["source", "target"])[["congruence", "conflict", "n_shared", "sign"]]
    assert rows.loc[("actor:a", "actor:b")].tolist() == [3, 2, 2, "congruence"]
    assert rows.loc[("actor:a", "actor:c")].tolist() == [0, 2, 1, "conflict"]


def test_a_network_of_one_mode_has_no_direction() -> None:
    """The order of positions, and who is called by which id, changes no weight; each pair stands once."""
    lines = EXAMPLE.strip().split("\n")
    _, edges = networks.build_one_mode(count(EXAMPLE), relation="congruence")
    _, turned = networks.build_one_mode(count("\n".join(reversed(lines))), relation="congruence")
    assert read_pairs(edges) == pytest.approx(read_pairs(turned))
    renamed = str.maketrans("abc", "cab")
    _, others = networks.build_one_mode(
        count("\n".join(line[0].translate(renamed) + line[1:] for line in lines)), relation="congruence"
    )
    ends = {" ".join(sorted(pair.translate(renamed).split())): weight for pair, weight in read_pairs(edges).items()}
    assert read_pairs(others) == pytest.approx(ends)


def test_few_common_targets_are_no_edge_and_isolates_can_stay() -> None:
    """Pairs with fewer common targets than `least` have no edge; holders without any are left out, or kept if asked for."""
    nodes, edges = networks.build_one_mode(count(EXAMPLE + "d +u d1\n"), least=2)
    assert list(read_pairs(edges)) == ["a b"]
    assert list(nodes["name"]) == ["B", "A"]
    nodes, _ = networks.build_one_mode(count(EXAMPLE + "d +u d1\n"), least=2, isolates=True)
    assert list(nodes["name"]) == ["B", "A", "C", "D"]
    assert list(nodes["n"]) == [4, 3, 3, 1]
    assert list(nodes["n_partners"]) == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("normalization", "expected"),
    [
        ("no", {"a x": 2, "a y": -1, "b x": 0, "b y": -1, "b z": 1, "c x": -1, "c z": 0, "c w": 1}),
        # each over all positions of the holder: a 3, b 4, c 3
        ("activity", {"a x": 2 / 3, "a y": -1 / 3, "b x": 0, "b y": -1 / 4, "b z": 1 / 4, "c x": -1 / 3, "c z": 0, "c w": 1 / 3}),
        # each over all positions on the target: x 5, y 2, z 2, w 1
        ("prominence", {"a x": 2 / 5, "a y": -1 / 2, "b x": 0, "b y": -1 / 2, "b z": 1 / 2, "c x": -1 / 5, "c z": 0, "c w": 1}),
    ],
)
def test_two_mode_weights_give_the_numbers_worked_out_by_hand(normalization: str, expected: dict[str, float]) -> None:
    """For minus against, as such, over the activity of the holder, or over the prominence of the target."""
    nodes, edges = networks.build_two_mode(count(EXAMPLE), normalization=normalization)
    found = {f"{row.source.removeprefix('actor:')} {row.target.removeprefix('issue:')}": row.weight for row in edges.itertuples()}
    assert found == pytest.approx(expected)
    signs = {pair: "support" if weight > 0 else "oppose" if weight < 0 else "mixed" for pair, weight in expected.items()}
    assert dict(zip(found, edges["sign"], strict=True)) == signs
    assert dict(zip(nodes["node"], nodes["n"], strict=True)) == {
        "actor:a": 3, "actor:b": 4, "actor:c": 3, "issue:x": 5, "issue:y": 2, "issue:z": 2, "issue:w": 1
    }  # fmt: skip


def test_rare_pairs_are_no_edge_but_count_for_the_normalization() -> None:
    """With `least`, pairs with fewer positions go and nodes without an edge with them; divisors stay what they were."""
    nodes, edges = networks.build_two_mode(count(EXAMPLE), normalization="activity", least=2)
    assert list(zip(edges["source"], edges["target"], edges["weight"], strict=True)) == [
        ("actor:a", "issue:x", pytest.approx(2 / 3)),
        ("actor:b", "issue:x", 0),
    ]
    assert set(nodes["node"]) == {"actor:a", "actor:b", "issue:x"}


REPEATED = "a +x d1\na +x d1\na +x d2\na +x d3\na +x d4\na +x d5\n"
REPEATED_ON = {"d1": "2022-01-03", "d2": "2022-01-09", "d3": "2022-01-10", "d4": "2022-02-01", "d5": "2023-01-04"}


@pytest.mark.parametrize(
    ("duplicates", "n"),
    [
        ("include", 6),
        ("document", 5),
        ("week", 4),  # 3 to 9 January 2022; 10 January; 1 February; the first week of 2023 is not that of 2022
        ("month", 3),  # January 2022, February 2022, January 2023
        ("year", 2),
        ("whole", 1),
    ],
)
def test_rules_for_duplicates_count_as_worked_out_by_hand(duplicates: str, n: int) -> None:
    """The same holder, target and label counts once for each document, calendar week, month, year, or in all."""
    ties = count(REPEATED, make_documents(**REPEATED_ON), duplicates=duplicates)
    assert list(ties["n_support"]) == [n]
    assert list(ties["n"]) == [n]


def test_duplicates_are_the_same_label_and_the_earliest_stands() -> None:
    """For and against in one document are two positions; of equal ones the first published counts."""
    documents = make_documents(d1="2022-03-01", d2="2022-01-01", d3=None)
    ties = count("a +x d1\na -x d1\na +x d2\na +x d3\n", documents, duplicates="whole")
    assert ties[["n_support", "n_oppose", "n"]].iloc[0].tolist() == [1, 1, 2]
    assert ties["first"].iloc[0] == pd.Timestamp("2022-01-01")


def test_a_document_without_a_date_is_a_period_of_its_own() -> None:
    """Undated documents are neither joined with each other nor dropped."""
    documents = make_documents(d1="2022-01-03", d2="2022-01-04", d3=None, d4=None)
    assert count("a +x d1\na +x d2\na +x d3\na +x d3\na +x d4\n", documents, duplicates="week")["n"].tolist() == [3]


def test_periods_without_any_date_are_refused_in_words() -> None:
    """A rule by weeks where nothing has a date says what to take instead; without a position there is nothing to refuse."""
    documents = make_documents(d1=None)
    with pytest.raises(ParameterError, match=r"no document with a position has a date\. Take 'document' or 'whole'"):
        count("a +x d1\n", documents, duplicates="week")
    assert count("", documents, duplicates="week").empty


def test_ties_hold_names_numbers_and_days() -> None:
    """A tie has names, counts, probabilities, documents and days; what is not known is left out; input is not changed."""
    positions = make_positions("a +x d1\na -x d2\na 0x d2\n? +x d1\na +? d1\nb +q d1\n")
    positions.loc[0, "probability"] = 0.25
    before = positions.copy()
    ties = networks.count_ties(positions, DOCUMENTS, ACTORS, ISSUES)
    pd.testing.assert_frame_equal(positions, before)
    assert ties[["holder", "target"]].to_numpy().tolist() == [["A", "the x"], ["B", "q"]]
    row = ties.iloc[0]
    assert row[["n_oppose", "n_neutral", "n_support", "n", "n_docs"]].tolist() == [1, 1, 1, 3, 2]
    assert row["n_expected"] == pytest.approx(2.25)
    assert [row["first"], row["last"]] == [pd.Timestamp("2022-01-03"), pd.Timestamp("2022-01-20")]


def test_targets_can_be_issues_actors_or_both() -> None:
    """Only positions on the targets asked for count; an actor who holds and is held about is one node."""
    positions = pd.concat([make_positions("a +x d1\n"), make_positions("a -b d1\nb -a d1\n", kind="actor")], ignore_index=True)
    found = {
        targets: networks.count_ties(positions, DOCUMENTS, ACTORS, ISSUES, targets=targets)
        for targets in ("issues", "actors", "both")
    }
    assert {targets: len(ties) for targets, ties in found.items()} == {"issues": 1, "actors": 2, "both": 3}
    nodes, edges = networks.build_two_mode(found["actors"])
    assert list(nodes["node"]) == ["actor:a", "actor:b"]
    assert list(nodes["n_partners"]) == [1, 1]
    assert len(edges) == 2


def test_holders_with_few_positions_can_be_left_out() -> None:
    """`least` is the number of positions of a holder after the rule for duplicates."""
    assert set(count(EXAMPLE, least=4)["holder"]) == {"B"}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"targets": "issue"}, "Did you mean 'issues'"),
        ({"duplicates": "weeks"}, "Did you mean 'week'"),
        ({"least": 0}, "least is 0; it must be 1 or more"),
    ],
)
def test_unknown_settings_of_ties_name_the_nearest(settings: dict[str, object], message: str) -> None:
    """A wrong setting says which ones there are."""
    with pytest.raises(ParameterError, match=message):
        count(EXAMPLE, **settings)


def test_unknown_settings_of_networks_name_the_nearest() -> None:
    """Relations, normalizations and units are named when one is mistaken; two modes have other normalizations than one."""
    ties = count(EXAMPLE)
    with pytest.raises(ParameterError, match="Did you mean 'subtract'"):
        networks.build_one_mode(ties, relation="substract")
    with pytest.raises(ParameterError, match="it may be no, average, jaccard, cosine"):
        networks.build_one_mode(ties, normalization="activity")
    with pytest.raises(ParameterError, match="it may be no, activity, prominence"):
        networks.build_two_mode(ties, normalization="average")
    with pytest.raises(ParameterError, match="Did you mean 'month'"):
        networks.list_windows(DOCUMENTS, unit="months")


def test_without_positions_every_table_is_empty() -> None:
    """Nothing found gives empty tables with all their columns, no index, and a sentence."""
    ties, full = count(""), count(EXAMPLE)
    for build in (networks.build_one_mode, networks.build_two_mode):
        for table, other in zip(build(ties), build(full), strict=True):
            assert table.empty
            assert list(table.columns) == list(other.columns)
    nodes, edges = networks.build_one_mode(ties)
    assert networks.list_communities(networks.find_communities(nodes, edges), ties).empty
    polarization = networks.measure_polarization(ties)
    assert pd.isna(polarization["polarization"].iloc[0])
    assert networks.explain_polarization(polarization).startswith("No polarization index: it takes at least 4 actors")


CAMPS = "a +x d1\nb +x d1\nc -x d1\nd -x d1\n"


@pytest.mark.parametrize(
    ("text", "index"),
    [
        # a b agree, c d agree, the four others clash: congruence ½ + ½ − ½ = ½, conflict 0 − ½ = −½; ½ · ½ + ½ · ½ = ½
        (CAMPS, 0.5),
        # all agree: every split cuts more than it should, so the best is none
        (CAMPS.replace("-", "+"), 0.0),
        # two pairs speak of different things: congruence ½, no conflict; ½ · ½
        ("a +x d1\nb +x d1\nc +y d1\nd +y d1\n", 0.25),
        # a b c agree, d clashes with each of them. Best split {a b c} {d}: congruence 1 − 1 = 0;
        # conflict 0 − (½)² − (½)² = −½; 0 + ½ · ½
        ("a +x d1\nb +x d1\nc +x d1\nd -x d1\n", 0.25),
    ],
)
def test_polarization_gives_the_numbers_worked_out_by_hand(text: str, index: float) -> None:
    """Half the modularity of congruence minus half that of conflict, for the best split into two."""
    row = networks.measure_polarization(count(text)).iloc[0]
    assert row["polarization"] == pytest.approx(index)
    assert row["n_holders"] == row["n"] == 4
    assert row["small"]


def test_polarization_names_the_camps_and_what_it_rests_on() -> None:
    """The camps are told, the one of the actor with most positions first, with pairs that agree and clash."""
    row = networks.measure_polarization(count(CAMPS + "d +y d1\n")).iloc[0]
    assert row[["camp_a", "camp_b", "n_camp_a", "n_camp_b"]].tolist() == ["D; C", "A; B", 2, 2]
    assert networks.measure_polarization(count(CAMPS), top=1)["camp_a"].tolist() == ["A; 1 more"]
    assert [row["n_agreeing"], row["n_clashing"]] == [2, 4]


def test_the_best_split_is_found_in_small_networks() -> None:
    """In networks of chance with up to nine holders no split among all that there are is better."""
    random = np.random.default_rng(7)

    def judge(square: np.ndarray, side: np.ndarray) -> float:
        """Modularity as Newman and Girvan write it."""
        total, strength = square.sum(), square.sum(axis=1)
        if not total:
            return 0.0
        same = side[:, None] == side[None]
        return float((square / total * same).sum() - (np.outer(strength, strength) / total**2 * same).sum())

    for _ in range(25):
        lines = {(random.choice(list("abcdefghi")), random.choice(list("+-")), random.choice(list("xyz"))) for _ in range(14)}
        ties = count("\n".join(f"{holder} {sign}{target} d1" for holder, sign, target in sorted(lines)))
        nodes, edges = networks.build_one_mode(ties, relation="congruence", isolates=True)
        _, clashes = networks.build_one_mode(ties, relation="conflict")
        names = sorted(nodes["node"])
        squares = []
        for table in (edges, clashes):
            square = pd.DataFrame(0.0, index=names, columns=names)
            for edge in table.itertuples():
                square.loc[edge.source, edge.target] = square.loc[edge.target, edge.source] = edge.weight
            squares.append(square.to_numpy())
        splits = (np.array((1, *rest)) for rest in itertools.product((1, -1), repeat=len(names) - 1))
        best = max(judge(squares[0], side) / 2 - judge(squares[1], side) / 2 for side in splits)
        found = networks.measure_polarization(ties, draws=1).iloc[0]
        if found["n_holders"] >= 4:
            assert found["polarization"] == pytest.approx(best)


def test_chance_deals_labels_out_over_the_same_positions() -> None:
    """With one label only, chance can do nothing else than what is; camps on many issues stand out from chance."""
    same = networks.measure_polarization(count(CAMPS.replace("-", "+"))).iloc[0]
    assert same[["polarization", "chance", "chance_low", "chance_high"]].tolist() == pytest.approx([0, 0, 0, 0], abs=1e-9)
    camps = "".join(f"{who} {'+' if who in 'abc' else '-'}{what} d1\n" for who in "abcdef" for what in "uvwxyz")
    row = networks.measure_polarization(count(camps)).iloc[0]
    assert row["polarization"] == pytest.approx(0.5)
    assert row["chance_low"] < row["chance"] < row["chance_high"] < 0.5
    assert "more clearly apart than chance" in networks.explain_polarization(pd.DataFrame([row]))


def test_polarization_is_the_same_in_every_run() -> None:
    """Draws and starts have a fixed seed."""
    pd.testing.assert_frame_equal(networks.measure_polarization(count(EXAMPLE)), networks.measure_polarization(count(EXAMPLE)))


def test_communities_are_those_who_agree() -> None:
    """Two groups that agree within are two communities, the one with more positions first; who agrees with nobody has none."""
    ties = count("a +x d1\nb +x d1\nc -x d1\nd -x d1\nd -y d1\ne -x d1\nf +z d1\n")
    nodes, edges = networks.build_one_mode(ties, isolates=True)
    found = networks.find_communities(nodes, edges)
    assert dict(zip(found["name"], found["community"].fillna(0), strict=True)) == {"A": 2, "B": 2, "C": 1, "D": 1, "E": 1, "F": 0}
    listed = networks.list_communities(found, ties)
    assert listed["members"].tolist() == ["D; C; E", "A; B"]
    assert listed["opposes"].tolist() == ["the x (3); the y (1)", ""]
    assert listed["supports"].tolist() == ["", "the x (2)"]
    assert networks.list_communities(found, ties, top=1)["members"].tolist() == ["D; 2 more", "A; 1 more"]


def test_targets_are_listed_with_who_is_on_which_side() -> None:
    """Targets with most holders come first; each holder stands on the side it takes more often, or between."""
    listed = networks.list_targets(count(EXAMPLE))
    assert listed["target"].tolist() == ["the x", "the y", "the z", "the w"]
    assert listed.loc[0, ["n_holders", "n"]].tolist() == [3, 5]
    assert listed.loc[0, ["supporters", "opponents", "undecided"]].tolist() == ["A", "C", "B"]
    assert listed.loc[1, ["supporters", "opponents", "undecided"]].tolist() == ["", "A; B", ""]
    assert networks.list_targets(count("")).empty


def test_pairs_are_listed_by_what_they_have_in_common() -> None:
    """Most things in common first, then most agreement, whatever the weight of the tie."""
    rows = [("A", "B", 2.0, 1, 1.0), ("A", "C", 1.0, 3, 1.0), ("B", "C", -1.0, 3, 2.0)]
    edges = pd.DataFrame(rows, columns=["source_name", "target_name", "weight", "n_shared", "congruence"])
    assert networks.list_pairs(edges)["pair"].tolist() == ["B – C", "A – C", "A – B"]
    assert networks.list_pairs(edges.iloc[:0]).empty


@pytest.mark.parametrize("side", ["+", "-"])
def test_where_all_stand_on_one_side_the_other_is_empty(side: str) -> None:
    """Nobody against, or nobody for, is an empty cell."""
    ties = count(f"a {side}x d1\nb {side}x d1")
    nodes, edges = networks.build_one_mode(ties)
    (community,) = networks.list_communities(networks.find_communities(nodes, edges), ties).to_dict("records")
    (target,) = networks.list_targets(ties).to_dict("records")
    here, there = ("supports", "opposes") if side == "+" else ("opposes", "supports")
    assert (community[here], community[there]) == ("the x (2)", "")
    here, there = ("supporters", "opponents") if side == "+" else ("opponents", "supporters")
    assert (target[here], target[there], target["undecided"]) == ("A; B", "", "")


def test_clash_makes_no_community() -> None:
    """In a conflict network nobody agrees with anybody."""
    nodes, edges = networks.build_one_mode(count(EXAMPLE), relation="conflict")
    assert networks.find_communities(nodes, edges)["community"].isna().all()


def test_windows_cover_the_calendar_without_gaps() -> None:
    """Months from the first to the last, those without a document too; longer windows overlap, one unit apart."""
    documents = make_documents(d1="2022-01-31", d2="2022-03-01", d3="2022-03-15", d4=None)
    months = networks.list_windows(documents, unit="month")
    assert months["window"].tolist() == ["2022-01-01", "2022-02-01", "2022-03-01"]
    assert months["end"].dt.strftime("%m-%d").tolist() == ["01-31", "02-28", "03-31"]
    assert months["n_docs"].tolist() == [1, 0, 2]
    assert networks.list_windows(documents)["window"].tolist()[:2] == ["2022-01-31", "2022-02-07"]  # a short span: weeks
    pairs = networks.list_windows(documents, unit="month", size=2)
    assert pairs[["window", "n_docs"]].to_numpy().tolist() == [["2022-01-01", 1], ["2022-02-01", 2]]
    days = networks.list_windows(documents, unit="day", size=30)
    assert len(days) == 15  # 31 January to 15 March are 44 days
    assert days.iloc[0][["start", "end"]].tolist() == [pd.Timestamp("2022-01-31"), pd.Timestamp("2022-03-01")]
    assert days.iloc[0]["n_docs"] == 2
    assert networks.list_windows(documents, unit="week")["start"].iloc[0] == pd.Timestamp("2022-01-31")
    assert networks.list_windows(make_documents(d1=None)).empty


def test_each_window_has_its_own_network() -> None:
    """Edges of a window rest on its documents; the rule for duplicates holds for the whole time, before windows are cut."""
    documents = make_documents(d1="2022-01-05", d2="2022-02-05")
    positions = make_positions("a +x d1\nb +x d1\na +x d2\nb -y d2\nc -y d2\n")
    edges = networks.build_windows(positions, documents, ACTORS, ISSUES, unit="month")
    assert edges[["window", "source", "target"]].to_numpy().tolist() == [
        ["2022-01-01", "actor:a", "actor:b"],
        ["2022-02-01", "actor:b", "actor:c"],
    ]
    again = make_positions("a +x d1\na +x d2\nb +x d2\n")
    assert len(networks.build_windows(again, documents, ACTORS, ISSUES, unit="month", duplicates="document")) == 1
    assert networks.build_windows(again, documents, ACTORS, ISSUES, duplicates="whole").empty
    measured = networks.measure_windows(make_positions(CAMPS), documents, ACTORS, ISSUES, unit="month", draws=5)
    assert measured["polarization"].tolist() == [pytest.approx(0.5), pytest.approx(np.nan, nan_ok=True)]


def test_so_many_windows_are_refused() -> None:
    """A moving day over centuries is refused with a way out."""
    with pytest.raises(ParameterError, match="Take a longer unit"):
        networks.list_windows(make_documents(d1="1900-01-01", d2="2022-01-01"), unit="day")


READERS = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}


@pytest.mark.parametrize("ending", READERS)
def test_files_are_read_back_with_every_attribute(ending: str, tmp_path: Path) -> None:
    """What is written is what is read: names as labels, numbers as numbers, days as text, nothing null, weights above 0."""
    nodes, edges = networks.build_two_mode(count(EXAMPLE))
    graph = networks.make_graph(nodes, edges)
    read = READERS[ending](networks.save_graph(graph, tmp_path / f"network{ending}"))
    assert read.is_directed()
    assert dict(read.nodes["actor:a"]) | {"label": "A"} == {
        "label": "A", "mode": "actor", "kind": "person", "n": 3, "n_partners": 2
    }  # fmt: skip
    assert read.nodes["issue:x"]["label"] == "the x"
    edge = read.edges["actor:b", "issue:x"]
    assert (edge["weight"], edge["balance"], edge["sign"], edge["first"], edge["n"]) == (2, 0, "mixed", "2022-01-03", 2)
    assert all(attributes["weight"] > 0 for *_, attributes in read.edges(data=True))
    one = networks.save_graph(networks.make_graph(*networks.build_one_mode(count(EXAMPLE))), tmp_path / f"one{ending}")
    clash = READERS[ending](one).edges["actor:a", "actor:c"]
    assert not READERS[ending](one).is_directed()
    assert (clash["weight"], clash["balance"]) == (pytest.approx(2 / 3), pytest.approx(-2 / 3))


@pytest.mark.parametrize("ending", READERS)
def test_the_same_network_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    """No date of writing and no order of chance gets into a file."""
    first, second = (
        networks.save_graph(networks.make_graph(*networks.build_one_mode(count(EXAMPLE))), tmp_path / f"{name}{ending}")
        for name in ("first", "second")
    )
    assert first.read_bytes() == second.read_bytes()
    assert b"lastmodified" not in first.read_bytes()


@pytest.mark.parametrize("ending", READERS)
def test_nothing_in_a_name_breaks_a_file(ending: str, tmp_path: Path) -> None:
    """Names with markup, quotation marks and control characters, nulls and lists come through."""
    nodes, edges = networks.build_one_mode(count(CAMPS))
    nodes = nodes.assign(
        name=['<b>&"x"\x00\uffff', "Ключ", "", "a\nb"], aliases=[["a", "b"], [], [], []], office=[None, "x", None, ""]
    )
    graph = networks.make_graph(networks.find_communities(nodes, edges), edges)
    read = READERS[ending](networks.save_graph(graph, tmp_path / f"odd{ending}"))
    first = nodes["node"].iloc[0]
    assert read.nodes[first]["label"] == '<b>&"x"  '
    assert read.nodes[first]["aliases"] == "a; b"
    assert "office" not in read.nodes[first]


def test_a_network_is_saved_in_both_formats_and_as_tables(tmp_path: Path) -> None:
    """Four files; no folder writes nothing; another ending is refused with those that there are."""
    nodes, edges = networks.build_two_mode(count(EXAMPLE))
    paths = networks.save_network(nodes, edges, name="two-mode", folder=tmp_path / "new")
    assert [path.name for path in paths] == ["two-mode.graphml", "two-mode.gexf", "two-mode-nodes.csv", "two-mode-edges.csv"]
    assert all(path.is_file() for path in paths)
    assert networks.save_network(nodes, edges, name="two-mode", folder="") == []
    with pytest.raises(ParameterError, match=r"it may be \.graphml, \.gexf"):
        networks.save_graph(networks.make_graph(nodes, edges), tmp_path / "network.gml")
    (tmp_path / "file").write_text("")
    with pytest.raises(ParameterError, match="cannot be written"):
        networks.save_graph(networks.make_graph(nodes, edges), tmp_path / "file" / "network.gexf")


def make_crowd(n: int) -> str:
    """Positions of n holders on n issues, each on its own and the next, for and against in turn."""
    return "".join(f"holder-{i:02} {'+-'[i % 2]}issue-{j % n:02} d1\n" for i in range(n) for j in (i, i + 1))


def name_long(nodes: pd.DataFrame) -> pd.DataFrame:
    """Give every node a long name."""
    return nodes.assign(name=nodes["name"] + " of the Commission on Security and Co-operation")


def find_overlaps(ax: Axes) -> list[tuple[str, str]]:
    """Return pairs of labels that lie on each other, by more than a hair."""
    ax.figure.canvas.draw()
    labels = [text for text in ax.texts if text.get_gid() == "label"]
    boxes = [label.get_window_extent().padded(-1) for label in labels]
    return [
        (labels[i].get_text(), labels[j].get_text())
        for i, j in itertools.combinations(range(len(labels)), 2)
        if boxes[i].overlaps(boxes[j])
    ]


@pytest.mark.parametrize("mode", ["one", "two", "actors"])
def test_labels_of_forty_nodes_do_not_overlap(mode: str) -> None:
    """A drawing of forty nodes with long names stays readable, in two columns and laid out freely."""
    if mode == "actors":
        positions = make_positions(
            "".join(f"h{i} {'+-'[i % 2]}h{(i * k + 1) % 40} d1\n" for i in range(40) for k in (1, 3)), kind="actor"
        )
        nodes, edges = networks.build_two_mode(networks.count_ties(positions, DOCUMENTS, ACTORS, ISSUES, targets="actors"))
    else:
        build = networks.build_one_mode if mode == "one" else networks.build_two_mode
        nodes, edges = build(count(make_crowd(40 if mode == "one" else 20)))
    ax = figures.plot_network(name_long(nodes), edges)
    assert len([text for text in ax.texts if text.get_gid() == "label"]) == 40
    assert find_overlaps(ax) == []


def test_more_than_forty_nodes_are_cut_and_it_says_so() -> None:
    """The strongest forty are drawn; how many there are is told."""
    ax = figures.plot_network(*networks.build_two_mode(count(make_crowd(30))))
    note = " ".join(next(text.get_text() for text in ax.texts if text.get_gid() == "note").split())
    assert len([text for text in ax.texts if text.get_gid() == "label"]) == 40
    assert note.startswith("N = 30 actors and 30 issues with 60 ties; drawn: the strongest")


def test_a_drawing_tells_signs_and_modes_without_colour() -> None:
    """For is solid, against dashed, mixed dotted; actors are circles, issues squares; communities are numbers."""
    ax = figures.plot_network(*networks.build_two_mode(count(EXAMPLE)))
    strokes = {
        marks.get_gid(): marks.get_linestyle()[0][1] for marks in ax.collections if str(marks.get_gid()).startswith("edges")
    }
    assert strokes["edges-support"] is None
    assert len({str(stroke) for stroke in strokes.values()}) == 3
    corners = {
        str(marks.get_gid()): len(marks.get_paths()[0].vertices)
        for marks in ax.collections
        if str(marks.get_gid()).startswith("nodes")
    }
    assert corners["nodes-actor"] > corners["nodes-issue"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "for",
        "against",
        "neutral or as much for as against",
        "actor",
        "issue",
    ]
    assert "N = 3 actors and 4 issues with 8 ties" in " ".join(text.get_text() for text in ax.texts)
    assert "A for the x" in str(ax.figure.get_label())
    nodes, edges = networks.build_one_mode(count(CAMPS))
    ax = figures.plot_network(networks.find_communities(nodes, edges), edges)
    assert sorted(text.get_text() for text in ax.texts if text.get_gid() == "community") == ["1", "1", "2", "2"]


def test_a_drawing_is_the_same_every_time() -> None:
    """The layout has a fixed seed."""
    spots = []
    for _ in range(2):
        ax = figures.plot_network(*networks.build_one_mode(count(make_crowd(12))))
        spots.append([text.get_position() for text in ax.texts if text.get_gid() == "label"])
    assert spots[0] == spots[1]


@pytest.mark.filterwarnings("error")
def test_odd_names_and_positions_on_oneself_are_drawn() -> None:
    """Letters of any script, signs of mathematics, empty names and an actor's position on itself warn of nothing."""
    positions = make_positions("a +a d1\na -b d1\nb 0a d1\nc +d d1\n", kind="actor")
    nodes, edges = networks.build_two_mode(networks.count_ties(positions, DOCUMENTS, ACTORS, ISSUES, targets="actors"))
    ax = figures.plot_network(nodes.assign(name=["乌克兰" * 9, "$x^2$ \t\x00", "", "\U0001f600"]), edges)
    assert len([text for text in ax.texts if text.get_gid() == "label"]) == 4


def test_an_empty_network_is_a_calm_sentence() -> None:
    """Without a tie the drawing says why."""
    for build, why in ((networks.build_one_mode, "no two actors"), (networks.build_two_mode, "no position was found")):
        ax = figures.plot_network(*build(count("a +x d1\n" if build is networks.build_one_mode else "")))
        assert ax.texts[0].get_text().startswith(f"nothing to show: {why}")
        assert str(ax.figure.get_label()).startswith("Nothing to show")
