"""The user's table of actors wins, and actors count for those they speak for."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.actors import apply_edits, edit_actors, find_levels, load_edits, suggest_edits
from analysis.errors import InputError, ParameterError

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


@pytest.fixture
def tables() -> Tables:
    """Mentions, actors and offices of a small corpus."""
    people = [
        ("karl-holm", "Karl Holm", "person", ["Holm", "Karl Holm"], "minister", "denmark", 3),
        ("denmark", "Denmark", "state", ["Denmark"], None, None, 2),
        ("k-holm", "K. Holm", "person", ["K. Holm"], "envoy", None, 1),
        ("ministry", "Ministry", "organization", ["Ministry"], None, "denmark", 1),
        ("rosa-vidal", "Rosa Vidal", "person", ["Vidal", "Holm"], None, None, 1),
    ]
    texts = ["Holm", "Holm", "Karl Holm", "Denmark", "Denmark", "K. Holm", "Ministry", "Vidal"]
    ids = ["karl-holm"] * 3 + ["denmark"] * 2 + ["k-holm", "ministry", "rosa-vidal"]
    kinds = {row[0]: row[2] for row in people}
    mentions = [
        {"doc_id": "d", "mention_id": f"d:m{n}", "sentence_id": "d:s0", "start": n, "end": n + 1, "text": text, "form": "name",
         "kind": kinds[actor], "acts": False, "actor_id": actor}
        for n, (text, actor) in enumerate(zip(texts, ids, strict=True))
    ]  # fmt: skip
    actors = [dict(zip(schema.TABLES["actors"], row, strict=True)) for row in people]
    offices = [
        {"doc_id": "d", "actor_id": "karl-holm", "office": "minister", "affiliation": "denmark", "start": 0, "end": 1},
        {"doc_id": "d", "actor_id": "k-holm", "office": "envoy", "affiliation": None, "start": 5, "end": 6},
        {"doc_id": "d", "actor_id": "k-holm", "office": "envoy", "affiliation": None, "start": 6, "end": 7},
    ]
    return schema.build("mentions", mentions), schema.build("actors", actors), schema.build("offices", offices)


def edit(tables: Tables, folder: Path, text: str) -> Tables:
    """The tables after the edits of a file with these lines."""
    file = folder / "actors.csv"
    file.write_text(text, encoding="utf-8")
    return follow(tables, load_edits(file))


def follow(tables: Tables, edits: pd.DataFrame | None) -> Tables:
    """The tables after edits; `attrs["notes"]` of the actors are the sentences to show."""
    mentions, actors, offices = tables
    texts, held = (
        {actor: Counter(part) for actor, part in table.groupby("actor_id")[column]}
        for table, column in ((mentions, "text"), (offices, "office"))
    )
    actors, done = edit_actors(actors, texts, held, edits)
    actors.attrs["notes"] = done.notes
    mentions, offices = apply_edits(mentions, offices, done)
    return mentions, actors, offices


def notes(tables: Tables) -> list[str]:
    """What could not be followed."""
    return tables[1].attrs["notes"]


def test_suggested_edits_change_nothing(tables: Tables, tmp_path: Path) -> None:
    """The list of actors written in the file's form, loaded unchanged, leaves every table as it is."""
    edits = suggest_edits(tables[1])
    edits.to_csv(tmp_path / "actors.csv", index=False)
    after = follow(tables, load_edits(tmp_path / "actors.csv"))
    assert edits["actor"].tolist() == ["Karl Holm", "Denmark", "K. Holm", "Ministry", "Rosa Vidal"]
    for one, other in zip(tables, after, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert notes(after) == []


def test_no_edits_change_nothing(tables: Tables) -> None:
    """Without a file the tables come back as they are."""
    for one, other in zip(tables, follow(tables, None), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_rows_of_one_name_become_one_actor(tables: Tables, tmp_path: Path) -> None:
    """Two actors given one name are one: mentions summed, aliases joined by how often they stand, offices counted together."""
    mentions, actors, offices = edit(tables, tmp_path, "actor,name\nk-holm,Karl Holm\n")
    row = actors.set_index("actor_id").loc["karl-holm"]
    assert (row["n_mentions"], row["aliases"], row["office"], row["affiliation"]) == (
        4, ["Holm", "Karl Holm", "K. Holm"], "envoy", "denmark"
    )  # fmt: skip
    assert "k-holm" not in set(actors["actor_id"]) | set(mentions["actor_id"]) | set(offices["actor_id"])
    assert mentions["actor_id"].value_counts()["karl-holm"] == 4


def test_new_name_renames(tables: Tables, tmp_path: Path) -> None:
    """A name that nobody has renames, gives a new id, and every table follows."""
    mentions, actors, _ = edit(tables, tmp_path, "actor;name\nDenmark;Kingdom of Denmark\n")
    assert actors.set_index("actor_id").loc["kingdom-of-denmark", "name"] == "Kingdom of Denmark"
    assert actors.set_index("actor_id").loc["ministry", "affiliation"] == "kingdom-of-denmark"
    assert (mentions["actor_id"] == "kingdom-of-denmark").sum() == 2


def test_names_are_followed_to_the_end(tables: Tables, tmp_path: Path) -> None:
    """An actor called like another that is renamed gets the last name too."""
    _, actors, _ = edit(tables, tmp_path, "actor,name\nK. Holm,Karl Holm\nKarl Holm,Carl Holm\n")
    assert actors.set_index("actor_id").loc["carl-holm", "n_mentions"] == 4


def test_group_is_the_affiliation(tables: Tables, tmp_path: Path) -> None:
    """A group becomes the affiliation, is made up if the corpus does not have it, and one's own name frees an actor."""
    lines = "actor,name,group,kind\nRosa Vidal,,Critics,\nMinistry,,Ministry,\nCritics,,Denmark,organization\n"
    result = edit(tables, tmp_path, lines)
    actors = result[1].set_index("actor_id")
    assert actors.loc["rosa-vidal", "affiliation"] == "critics"
    assert actors.loc["critics", ["name", "kind", "affiliation", "n_mentions"]].tolist() == [
        "Critics",
        "organization",
        "denmark",
        0,
    ]
    assert pd.isna(actors.loc["ministry", "affiliation"])
    assert notes(result) == []


def test_kind_is_set(tables: Tables, tmp_path: Path) -> None:
    """A kind holds for the actor and its mentions."""
    mentions, actors, _ = edit(tables, tmp_path, "actor,kind\nMinistry,group\n")
    assert actors.set_index("actor_id").loc["ministry", "kind"] == "group"
    assert mentions.loc[mentions["actor_id"] == "ministry", "kind"].tolist() == ["group"]


def test_excluded_actor_leaves_every_table(tables: Tables, tmp_path: Path) -> None:
    """What is no actor has no row, no office and no affiliated, and its mentions mean nobody."""
    mentions, actors, offices = edit(tables, tmp_path, "actor,exclude\nDenmark,yes\nk-holm,x\nMinistry,no\n")
    assert set(actors["actor_id"]) == {"karl-holm", "ministry", "rosa-vidal"}
    assert actors["affiliation"].isna().all()
    assert mentions["actor_id"].isna().sum() == 3
    assert len(mentions) == len(tables[0])
    assert set(offices["actor_id"]) == {"karl-holm"}


def test_unknown_actor_is_a_note_with_the_nearest(tables: Tables, tmp_path: Path) -> None:
    """A name that the corpus does not have stops nothing; the note names the line and the nearest name."""
    result = edit(tables, tmp_path, "actor,name\nKarl Hollm,Carl\nRosa Vidal,Rosa\n")
    assert "rosa" in set(result[1]["actor_id"])
    (note,) = notes(result)
    assert "line 2" in note
    assert "Did you mean 'karl holm'?" in note


def test_alias_of_several_means_the_commonest(tables: Tables, tmp_path: Path) -> None:
    """An alias that two have means the one with most mentions, and a note says so."""
    result = edit(tables, tmp_path, "actor,name\nHolm,Carl\n")
    assert result[1].set_index("actor_id").loc["carl", "n_mentions"] == 3
    assert "2 actors" in notes(result)[0]


def test_two_names_by_two_aliases_keep_the_first(tables: Tables, tmp_path: Path) -> None:
    """Two lines that turn out to mean one actor and name it twice: the first holds, a note tells."""
    result = edit(tables, tmp_path, "actor,name\nKarl Holm,Carl\nkarl-holm,Charles\n")
    assert "carl" in set(result[1]["actor_id"])
    assert "'Charles' is left out" in notes(result)[0]


def test_circle_with_the_text_is_cut_where_the_text_closes_it(tables: Tables, tmp_path: Path) -> None:
    """A state that counts for its own minister: what the text tells of the minister gives way."""
    _, actors, _ = edit(tables, tmp_path, "actor,group\nDenmark,Karl Holm\n")
    affiliation = actors.set_index("actor_id")["affiliation"]
    assert affiliation["denmark"] == "karl-holm"
    assert pd.isna(affiliation["karl-holm"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["is empty", "actor,name,group,kind,exclude"]),
        ("actor,nam\nA,B\n", ["line 1", "'nam'", "Did you mean 'name'?"]),
        ("name,group\nA,B\n", ["line 1", "'actor' is missing"]),
        ("actor\nA\n", ["line 1", "at least one of"]),
        ("actor,name,name\nA,B,C\n", ["line 1", "twice"]),
        ("actor,name\n,B\n", ["line 2", "empty"]),
        ("actor,name\nHolm, Karl,B\n", ["line 2", "3 cells", "quotation marks"]),
        ("actor,kind\nA,persn\n", ["line 2", "Did you mean 'person'?"]),
        ("actor,exclude\nA,\nB,perhaps\n", ["line 3", "'perhaps'"]),
        ("actor,name\nA,B\na,C\n", ["lines 2 and 3", "Keep one"]),
        ("actor,group\nA,B\nA,C\n", ["lines 2 and 3", "groups"]),
        ("actor,name\nA,B\nB,A\n", ["lines 2, 3", "circle", "is called"]),
        ("actor,group\nA,B\nB,C\nC,A\n", ["lines 2, 3, 4", "circle", "counts for"]),
    ],
)
def test_bad_file_is_told(tmp_path: Path, text: str, words: list[str]) -> None:
    """Every mistake in the file is told with its line and how to mend it."""
    file = tmp_path / "actors.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_edits(file)
    assert all(word in str(error.value) for word in ["actors.csv", *words])


@pytest.mark.parametrize("column", ["name", "group"])
def test_circle_by_aliases_is_told(tables: Tables, tmp_path: Path, column: str) -> None:
    """A circle that only shows in the corpus, by aliases, is told as well."""
    with pytest.raises(InputError, match=r"lines 2, 3.*circle"):
        edit(tables, tmp_path, f"actor,{column}\nHolm,Rosa Vidal\nVidal,Karl Holm\n")


def test_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A missing file, another encoding and what is no text are told in words; UTF-16 with its mark is read."""
    file = tmp_path / "actors.csv"
    with pytest.raises(InputError, match="cannot be opened"):
        load_edits(file)
    file.write_bytes("actor,name\nSchönbach,S\n".encode("cp1252"))
    with pytest.raises(InputError, match=r"line 2.*UTF-8"):
        load_edits(file)
    file.write_bytes(b"actor,name\nA\0,S\n")
    with pytest.raises(InputError, match="no text"):
        load_edits(file)
    file.write_bytes("actor\tname\nSchönbach\tS\n".encode("utf-16"))
    assert load_edits(file)["actor"].tolist() == ["Schönbach"]


def test_inputs_are_left_alone(tables: Tables, tmp_path: Path) -> None:
    """Edits change copies."""
    before = [table.copy(deep=True) for table in tables]
    edit(tables, tmp_path, "actor,name,group,kind,exclude\nKarl Holm,Carl,Ministry,group,\nDenmark,,,,yes\n")
    for one, other in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(one, other)


def chain(*links: tuple[str, str, str | None]) -> pd.DataFrame:
    """A table of actors of (id, kind, affiliation)."""
    return schema.build(
        "actors",
        [{"actor_id": a, "name": a, "kind": kind, "aliases": [], "affiliation": to, "n_mentions": 1} for a, kind, to in links],
    )


def test_levels_follow_affiliations() -> None:
    """People count for whom they speak for, and at the level of states everybody for the end of the chain."""
    actors = chain(
        ("ann", "person", "office"), ("office", "organization", "chad"), ("chad", "state", None), ("bob", "person", None)
    )
    expected = {
        "person": ["ann", "office", "chad", "bob"],
        "organization": ["office", "office", "chad", "bob"],
        "state": ["chad", "chad", "chad", "bob"],
    }
    for level, ends in expected.items():
        counts_for = find_levels(actors, level=level)
        assert counts_for.index.tolist() == actors["actor_id"].tolist()
        assert counts_for.tolist() == ends


def test_levels_end_in_a_circle() -> None:
    """Affiliations in a circle stay themselves; what leads into it counts for the first of it."""
    actors = chain(
        ("a", "person", "b"), ("b", "group", "c"), ("c", "group", "b"), ("d", "person", "nobody"), ("e", "person", "e")
    )
    assert find_levels(actors, level="state").tolist() == ["b", "b", "c", "d", "e"]


def test_unknown_level_is_told() -> None:
    """A level that there is not raises an error with the nearest one."""
    with pytest.raises(ParameterError, match="Did you mean 'state'"):
        find_levels(schema.empty("actors"), level="stat")


def test_empty_tables_pass(tmp_path: Path) -> None:
    """No actors, no edits, no failure."""
    empty = (schema.empty("mentions"), schema.empty("actors"), schema.empty("offices"))
    result = edit(empty, tmp_path, "actor,name,exclude\nHolm,Carl,\nVidal,,yes\n")
    assert [len(table) for table in result] == [0, 0, 0]
    assert len(notes(result)) == 2
    assert find_levels(result[1], level="state").empty
    assert suggest_edits(result[1]).empty
