"""A corpus as notebooks ask for it: documents chosen, copies once, actors at a level, what a person says of it winning."""

import re
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.__main__ import main
from analysis.errors import InputError, ParameterError
from analysis.issues import load_codebook
from analysis.selection import open_corpus

STORY = (
    "Russian Foreign Minister Sergei Lavrov said on Monday that Russia rejected the grain corridor. "
    "Lavrov praised Turkey for its patience, and told reporters that further talks would be held in Ankara next week. "
    "He did not say who would take part in them, or whether ships would be inspected before they left the ports."
)
OTHER = (
    "Prime Minister Rishi Sunak said Britain supported the grain corridor. “We back it,” Sunak said. Kyiv welcomed the remarks."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents of two outlets, one of them a copy."""
    for name, outlet, day, text in (
        ("a", "Agency", "2022-01-10", STORY),
        ("b", "Daily", "2022-01-11", STORY.replace("reporters", "journalists")),
        ("c", "Daily", "2022-02-03", OTHER),
    ):
        (tmp_path / f"{name}.txt").write_text(f"date: {day}\noutlet: {outlet}\n\n{text}", encoding="utf-8")
    return tmp_path


def test_copies_are_counted_once_and_told(folder: Path) -> None:
    """The earliest stands for the story; with `copies` all count."""
    once = open_corpus(folder)
    assert list(once.documents["path"]) == ["a.txt", "c.txt"]
    assert set(once.statements["doc_id"]) <= set(once.documents["doc_id"])
    assert any("Near-duplicates left out: 1" in note for note in once.notes)
    assert list(open_corpus(folder, copies=True).documents["path"]) == ["a.txt", "b.txt", "c.txt"]


def test_a_copy_stands_for_a_story_whose_original_is_not_chosen(folder: Path) -> None:
    """An outlet that ran another's story has run it."""
    assert list(open_corpus(folder, outlet="daily").documents["path"]) == ["b.txt", "c.txt"]


def test_chosen_documents_have_only_their_rows(folder: Path) -> None:
    """Mentions are counted anew, and actors and issues of other documents are gone."""
    chosen = open_corpus(folder, since="2022-02-01", until="2022-02-28")
    assert list(chosen.documents["path"]) == ["c.txt"]
    assert "Sergei Lavrov" not in set(chosen.actors["name"])
    counted = chosen.mentions["actor_id"].value_counts()
    for actor in chosen.actors.itertuples():
        assert actor.n_mentions == counted.get(actor.actor_id, 0)
    assert any("1 of 3 documents" in note for note in chosen.notes)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"outlet": "Dally"}, "Did you mean 'Daily'"),
        ({"since": "January"}, "2022-01-31"),
        ({"since": "2023-01-01"}, "from 2022-01-10 to 2022-02-03"),
        ({"level": "country"}, "person, organization, state"),
    ],
)
def test_what_cannot_be_chosen_is_said(folder: Path, asked: dict[str, str], said: str) -> None:
    """A wrong outlet, day or level is a message that helps."""
    with pytest.raises(ParameterError, match=re.escape(said)):
        open_corpus(folder, **asked)  # type: ignore[arg-type]


def test_at_the_level_of_states_people_count_for_theirs(folder: Path) -> None:
    """Lavrov's statements and positions are Russia's, and nothing is on its own holder or there twice."""
    people, states = open_corpus(folder), open_corpus(folder, level="state")
    lavrov = people.actors.loc[people.actors["name"] == "Sergei Lavrov", "actor_id"].item()
    russia = people.actors.loc[people.actors["name"] == "Russia", "actor_id"].item()
    of_lavrov = people.statements["actor_id"] == lavrov
    assert of_lavrov.any()
    assert (states.statements.loc[of_lavrov, "actor_id"] == russia).all()
    assert lavrov not in set(states.positions["holder_id"])
    assert len(states.positions) < len(people.positions)
    assert not (
        (states.positions["target_kind"] == "actor") & (states.positions["target_id"] == states.positions["holder_id"])
    ).any()


def test_what_a_person_writes_beside_a_corpus_wins(folder: Path) -> None:
    """actors.csv renames and excludes; codebook.yaml names the issues; a line that fits nobody is a note."""
    (folder / "actors.csv").write_text("actor,name,exclude\nLavrov,S. Lavrov,\nTurkey,,yes\nNobody Known,X,\n", encoding="utf-8")
    (folder / "codebook.yaml").write_text("issues:\n- label: Grain deal\n  patterns: [grain corridor]\n", encoding="utf-8")
    corpus = open_corpus(folder)
    assert "S. Lavrov" in set(corpus.actors["name"])
    assert not {"Turkey", "Sergei Lavrov"} & set(corpus.actors["name"])
    assert any("Nobody Known" in note for note in corpus.notes)
    held = corpus.positions[corpus.positions["target_id"] == "grain-deal"]
    assert set(held["label"]) == {"oppose", "support"}
    assert corpus.issues.loc[corpus.issues["issue_id"] == "grain-deal", "origin"].item() == "codebook"


def test_another_codebook_is_another_reading(folder: Path, tmp_path: Path) -> None:
    """A codebook given by name takes the place of the one beside the documents; one that is not there is said."""
    book = tmp_path / "mine.yml"
    book.write_text("issues:\n- label: Talks\n  patterns: [talk]\n", encoding="utf-8")
    assert "Talks" in set(open_corpus(folder, codebook=book).issues["label"])
    with pytest.raises(InputError, match=r"mine\.yaml"):
        open_corpus(folder, codebook=tmp_path / "mine.yaml")


def test_suggested_files_are_read_back(folder: Path) -> None:
    """What `actors --suggest` and `issues --suggest` write is taken as written, and changes no actor."""
    before = open_corpus(folder)
    for command, name in (("actors", "actors.csv"), ("issues", "codebook.yaml")):
        written = CliRunner().invoke(main, [command, str(folder), "--suggest"])
        assert written.exit_code == 0, written.output
        (folder / name).write_text(written.stdout, encoding="utf-8")
    after = open_corpus(folder)
    pd.testing.assert_frame_equal(after.actors, before.actors)
    assert load_codebook(folder / "codebook.yaml").issues
