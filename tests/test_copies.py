"""Near-duplicates: the same story twice is found, a like one is not, and the earliest is the original."""

import random

import pandas as pd
import pytest

from analysis.copies import find_copies as find_among
from analysis.copies import list_copies, sketch_documents
from analysis.schema import build, check

STORY = (
    "The minister said on Monday that the bridge over the river would be closed for a year. Engineers had found cracks in two of "
    "its four pillars after the flood of last spring. Traffic will be led over the old bridge in the north of the city, where a "
    "second lane is being built. Shop owners near the market fear that customers will stay away. The mayor promised them help "
    "from the reserve of the city, but gave no sum. A decision on a new bridge is expected before the end of the summer. "
)


def make_documents(*rows: tuple[str, str] | tuple[str, str | None, str]) -> pd.DataFrame:
    """Documents from (id, text) or (id, day, text)."""
    return build(
        "documents",
        [
            {
                "doc_id": row[0],
                "path": f"{row[0]}.txt",
                "published": pd.Timestamp(row[1]) if len(row) == 3 and row[1] else pd.NaT,
                "language": "en",
                "text": row[-1],
                "header_end": 0,
                "sha256": "",
                "n_words": len(row[-1].split()),
                "fields": "{}",
                "notes": [],
            }
            for row in rows
        ],
    )


def find_copies(documents: pd.DataFrame) -> pd.DataFrame:
    """Copies among documents that are sketched in two parts."""
    return find_among(documents, [sketch_documents(documents.iloc[:1]), sketch_documents(documents.iloc[1:])])


def pairs(copies: pd.DataFrame) -> list[tuple[str, str]]:
    """Each copy with its original."""
    return list(zip(copies["doc_id"], copies["original_id"], strict=True))


def invent(n_words: int, seed: int) -> str:
    """A text of words that no other seed gives."""
    chance = random.Random(seed)
    return " ".join(f"w{seed}x{chance.randrange(5000)}" for _ in range(n_words))


def test_the_same_text_is_a_copy_of_the_first_read() -> None:
    """An exact repeat has similarity 1; case, punctuation and line breaks make no difference."""
    copies = check(find_copies(make_documents(("a", STORY), ("b", STORY.upper().replace(". ", "\n\n")))), "copies")
    assert pairs(copies) == [("b", "a")]
    assert copies["similarity"].tolist() == copies["contained_share"].tolist() == [1.0]


def test_similarity_is_the_share_of_groups_of_five_words() -> None:
    """Eleven words against the same with another last word: seven groups each, six of eight in common."""
    words = "one two three four five six seven eight nine ten eleven"
    copies = find_copies(make_documents(("a", words), ("b", words.replace("eleven", "twelve"))))
    assert copies["similarity"].tolist() == [6 / 8]
    assert copies["contained_share"].tolist() == [6 / 7]


def test_the_original_is_the_earliest_not_the_first_read() -> None:
    """The date decides, not the order; a document without a date is no original of a dated one."""
    copies = find_copies(make_documents(("late", "2025-03-02", STORY), ("none", None, STORY), ("early", "2025-03-01", STORY)))
    assert pairs(copies) == [("late", "early"), ("none", "early")]


def test_a_story_cut_shorter_is_a_copy() -> None:
    """The first third of an earlier story is a copy of it, wholly contained, though the two are little alike."""
    cut = " ".join(STORY.split()[: len(STORY.split()) // 3])
    copies = find_copies(make_documents(("whole", "2025-03-01", STORY), ("cut", "2025-03-02", cut)))
    assert pairs(copies) == [("cut", "whole")]
    assert copies["contained_share"].tolist() == [1.0]
    assert copies["similarity"].iloc[0] < 0.4


def test_a_story_that_grew_is_no_copy_of_its_beginning() -> None:
    """Later and three times as long it says more than the earlier one; on one day the short one is the copy."""
    start = " ".join(STORY.split()[: len(STORY.split()) // 3])
    assert find_copies(make_documents(("flash", "2025-03-01", start), ("story", "2025-03-02", STORY))).empty
    assert pairs(find_copies(make_documents(("flash", "2025-03-01", start), ("story", "2025-03-01", STORY)))) == [
        ("flash", "story")
    ]
    assert pairs(find_copies(make_documents(("flash", start), ("story", STORY)))) == [("flash", "story")]


def test_a_story_with_some_lines_more_is_a_copy() -> None:
    """A quarter more at the end leaves .8 of the groups of either in common; half more does not."""
    story, more = invent(200, 12), invent(100, 13)
    quarter = find_copies(make_documents(("a", "2025-03-01", story), ("b", "2025-03-02", " ".join([story, *more.split()[:50]]))))
    assert pairs(quarter) == [("b", "a")]
    assert quarter["similarity"].iloc[0] == pytest.approx(196 / 246, abs=0.02)
    assert quarter["contained_share"].iloc[0] < 0.8
    assert find_copies(make_documents(("a", "2025-03-01", story), ("b", "2025-03-02", f"{story} {more}"))).empty


def test_texts_of_one_subject_are_no_copies() -> None:
    """Other sentences about the same, or a borrowed paragraph, are texts of their own."""
    other = "The old bridge in the north of the city will carry all traffic, the minister said. " + invent(60, 1)
    assert find_copies(make_documents(("a", STORY), ("b", other), ("c", invent(80, 2) + STORY[:200]))).empty


def test_small_changes_do_not_join_two_stories_in_a_chain() -> None:
    """A, its near-copy B and B's near-copy C: C is compared with A, not with B, and stands alone where it has moved too far."""
    words = invent(200, 3).split()
    first, second = invent(25, 4).split(), invent(25, 5).split()
    a, b, c = words, first + words[25:], first + second + words[50:]
    copies = find_copies(make_documents(("a", " ".join(a)), ("b", " ".join(b)), ("c", " ".join(c))))
    assert pairs(copies) == [("b", "a")]
    assert set(copies["original_id"]).isdisjoint(copies["doc_id"])


def test_of_two_originals_the_one_more_alike_is_named() -> None:
    """A text held in two earlier ones is a copy of the one it shares more with."""
    part, rest = invent(100, 6), invent(60, 7)
    documents = make_documents(("a", f"{part} {invent(300, 8)}"), ("b", f"{part} {rest}"), ("c", part))
    assert pairs(find_copies(documents)) == [("c", "b")]


@pytest.mark.parametrize("text", ["", "—", "“ ” ‘ ’", "\x00\x07"])
def test_documents_without_words_are_no_copies(text: str) -> None:
    """Nothing repeats nothing."""
    assert find_copies(make_documents(("a", text), ("b", text))).empty


def test_few_words_are_a_copy_only_if_all_are_equal() -> None:
    """Under five words there is one group, the whole text."""
    documents = make_documents(("a", "Moscow said no"), ("b", "Moscow: said no!"), ("c", "Moscow said no twice"), ("d", "Moscow"))
    assert pairs(find_copies(documents)) == [("b", "a")]


def test_header_lines_do_not_count() -> None:
    """Two articles under different header lines are the same article."""
    documents = make_documents(("a", f"outlet: one\n\n{STORY}"), ("b", f"outlet: two hundred and one\n\n{STORY}"))
    documents["header_end"] = documents["text"].str.index("The minister")
    assert find_copies(documents)["similarity"].tolist() == [1.0]


def test_the_same_documents_give_the_same_copies_in_any_order() -> None:
    """Chance plays no part, dates tell who is first, and the table given stays as it is."""
    texts = [STORY, invent(300, 9), STORY[:500], invent(300, 10), STORY + invent(20, 11)]
    documents = make_documents(*[(f"d{place}", f"2025-03-{place + 1:02}", text) for place, text in enumerate(texts)])
    before = documents.copy(deep=True)
    copies = find_copies(documents)
    assert pairs(copies) == [("d2", "d0"), ("d4", "d0")]
    turned = find_copies(documents.iloc[::-1].reset_index(drop=True))
    pd.testing.assert_frame_equal(turned.sort_values("doc_id", ignore_index=True), copies)
    pd.testing.assert_frame_equal(documents, before)


def test_of_no_documents_none_is_a_copy() -> None:
    """An empty table gives an empty table."""
    assert check(find_copies(make_documents()), "copies").empty


def test_copies_are_listed_beside_their_originals() -> None:
    """Title or path, outlet and day of both; a copy whose document is left out is left out."""
    documents = make_documents(("a", "2025-03-01", STORY), ("b", "2025-03-02", STORY), ("c", "2025-03-03", STORY))
    documents["title"] = ["Bridge to close", None, None]
    listed = list_copies(find_copies(documents), documents[documents["doc_id"] != "c"])
    assert listed[["original", "copy", "similarity_share"]].to_numpy().tolist() == [["Bridge to close", "b.txt", 1.0]]
    assert listed["published"].tolist() == [pd.Timestamp("2025-03-02")]
    assert list_copies(find_copies(documents.iloc[:1]), documents).empty
