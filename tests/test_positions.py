"""Positions: who is for or against whom or what, on sentences with truths by hand."""

import pandas as pd
import pytest

from analysis import schema
from analysis.positions import find_positions
from analysis.tokens import tag_documents

ACTORS = {
    "Lavrov": "lavrov", "Moscow": "russia", "Russia": "russia", "Kyiv": "ukraine", "Ukraine": "ukraine", "Poland": "poland",
    "Hungary": "hungary", "NATO": "nato", "Smith": "smith", "Jones": "jones", "European leaders": "europe", "Brussels": "eu",
}  # fmt: skip

KINDS = {"russia": "state", "nato": "organization"}


def make_tables(text: str, said: list[tuple[str, str, str]], form: str = "indirect") -> tuple[pd.DataFrame, ...]:
    """Tag one document; name ACTORS in it; `said` lists source, cue and content of its statements as written."""
    documents = schema.build(
        "documents",
        [
            {
                "doc_id": "d",
                "path": "d",
                "language": "en",
                "text": text,
                "header_end": 0,
                "sha256": "",
                "n_words": 1,
                "notes": [],
                "fields": "{}",
            }
        ],
    )
    zone = {"doc_id": "d", "paragraph_id": "d:p0", "zone": "body", "start": 0, "end": len(text)}
    sentences, tokens = tag_documents(documents, schema.build("zones", [zone]))
    mentions = []
    for name, actor_id in ACTORS.items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            mentions.append(
                {
                    "doc_id": "d", "mention_id": f"d:m{start}-{end}", "sentence_id": "d:s0", "start": start, "end": end,
                    "text": name, "form": "name", "kind": "person", "acts": False, "actor_id": actor_id,
                }
            )  # fmt: skip
            start = text.find(name, end)
    statements = []
    voices: list[str | None] = [None] * len(tokens)
    for source, cue, content in said:
        start, cue_start = text.index(content), text.index(cue)
        end, statement_id = start + len(content), f"d:q{start}"
        statements.append(
            {
                "doc_id": "d", "statement_id": statement_id, "sentence_id": "d:s0", "start": start, "end": end,
                "spans": [[start, end]], "form": form, "cue_start": cue_start, "cue_end": cue_start + len(cue), "cue": cue,
                "cue_class": "neutral", "source_start": text.index(source), "speaker": source, "actor_id": ACTORS.get(source),
                "closed": True, "official": False, "reason": "by hand",
            }
        )  # fmt: skip
        inside = [start <= at < end for at in tokens["start"]]
        voices = [statement_id if is_inside else voice for voice, is_inside in zip(voices, inside, strict=True)]
    actors = [
        {"actor_id": actor_id, "name": actor_id, "kind": KINDS.get(actor_id, "person"), "aliases": [], "n_mentions": 1}
        | ({"affiliation": "russia"} if actor_id == "lavrov" else {})
        for actor_id in sorted(set(ACTORS.values()))
    ]
    return (
        documents,
        sentences,
        tokens.assign(statement_id=pd.array(voices, dtype="str")),
        schema.build("statements", statements),
        schema.build("mentions", mentions),
        schema.build("actors", actors),
    )


def read(text: str, *said: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Return the positions in a text as (holder, label, target as written, or the actor it is)."""
    positions = find_positions(*make_tables(text, list(said)))
    return [
        (holder, label, target if kind == "actor" else text[start:end])
        for holder, label, kind, target, start, end in zip(
            *(positions[c] for c in ("holder_id", "label", "target_kind", "target_id", "target_start", "target_end")),
            strict=True,
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv rejected the offer of talks.", ("ukraine", "oppose", "the offer of talks")),
        ("Poland supports the new sanctions on coal.", ("poland", "support", "the new sanctions on coal")),
        ("Moscow has ruled out a truce in the north.", ("russia", "oppose", "a truce in the north")),
        ("Kyiv on Friday called for more weapons.", ("ukraine", "support", "more weapons")),
        ("Poland is in favour of a joint army.", ("poland", "support", "a joint army")),
        ("Hungary is still firmly opposed to the embargo.", ("hungary", "oppose", "the embargo")),
        ("They knew of Moscow’s categorical rejection of foreign bases.", ("russia", "oppose", "foreign bases")),
        ("Brussels voiced support for the treaty on fishing.", ("eu", "support", "the treaty on fishing")),
        ("Smith criticised Jones.", ("smith", "oppose", "jones")),
        ("Smith criticised the role of European leaders who met him.", ("smith", "oppose", "europe")),
        ("Jones accused the European leaders of lying about the talks.", ("jones", "oppose", "europe")),
        ("The treaty was condemned by Hungary.", ("hungary", "oppose", "The treaty")),
        ("Poland refused to join the boycott.", ("poland", "oppose", "join the boycott")),
        ("Brussels is ready to lift the sanctions on coal.", ("eu", "oppose", "the sanctions on coal")),
        ("Hungary has vowed to oppose the budget.", ("hungary", "oppose", "the budget")),
        ("Kyiv wanted its allies, if it came under attack, to provide assistance.", ("ukraine", "support", "assistance")),
        ("Poland has called for an end to the war.", ("poland", "oppose", "the war")),
        ("Smith, a former minister from the north, praised the reform.", ("smith", "support", "the reform")),
        ("Smith ruled out putting Poland’s troops on the ground.", ("smith", "oppose", "Poland’s troops on the ground")),
        ("Smith ruled out sending NATO to the north.", ("smith", "oppose", "sending NATO to the north")),
        ("Moscow insists that Kyiv should not be allowed to join the alliance.", ("russia", "oppose", "join the alliance")),
        ("Smith demanded that Kyiv drop its bid.", ("smith", "oppose", "its bid")),
        ("The plan, opposed by Poland, is old.", ("poland", "oppose", "The plan")),
        ("Smith left the room, denouncing the verdict of the court.", ("smith", "oppose", "the verdict of the court")),
        ("Condemning the verdict, Smith left the room.", ("smith", "oppose", "the verdict")),
        ("Smith left the room while praising the verdict.", ("smith", "support", "the verdict")),
        ("Poland insisted in its talks with Hungary on a new treaty.", ("poland", "support", "a new treaty")),
        ("Hungary agreed on Monday to accept the treaty.", ("hungary", "support", "the treaty")),
        ("Poland warned Hungary against a boycott.", ("poland", "oppose", "a boycott")),
        ("Poland warned Hungary not to leave the treaty.", ("poland", "oppose", "leave the treaty")),
        ("They knew of the commitment of Poland to the treaty.", ("poland", "support", "the treaty")),
        ("Poland signed a statement calling for a truce.", ("poland", "support", "a truce")),
        ("Moscow has over the past months opposed the treaty.", ("russia", "oppose", "the treaty")),
        ("NATO (the alliance) rejected the treaty.", ("nato", "oppose", "the treaty")),
        ("After Hungary rejected the treaty, talks ended.", ("hungary", "oppose", "the treaty")),
        ("Poland and its allies rejected the treaty.", ("poland", "oppose", "the treaty")),
        ("Poland stressed the need for a truce.", ("poland", "support", "a truce")),
        ("Hungary made a decision not to join the boycott.", ("hungary", "oppose", "join the boycott")),
        ("Poland called on Hungary to stop violating the treaty.", ("poland", "oppose", "violating the treaty")),
        ("Smith urged Jones to resign.", ("smith", "oppose", "jones")),
        ("Smith criticised his rival, Jones, over the vote.", ("smith", "oppose", "jones")),
        ("Kyiv voiced concern over the manoeuvres in the north.", ("ukraine", "oppose", "the manoeuvres in the north")),
        ("Brussels has imposed sanctions on coal.", ("eu", "support", "sanctions on coal")),
        ("The teachers were promised new schools by Poland.", ("poland", "support", "new schools")),
        ("Poland seeks no quarrel with the north.", ("poland", "oppose", "quarrel with the north")),
        ("Poland worried about NATO and Hungary sending weapons.", ("poland", "neutral", "NATO and Hungary sending weapons")),
        ("Smith wants to cut Hungary off from the market.", ("smith", "support", "cut Hungary off from the market")),
        ("Smith does not want to harm Hungary.", ("smith", "neutral", "hungary")),
        ("Smith wanted fewer checks on the coal.", ("smith", "oppose", "checks on the coal")),
        ("Smith called for the reform to be put on hold.", ("smith", "oppose", "the reform")),
        ("Smith praised Jones, who had resigned in May, and urged a truce.", ("smith", "support", "a truce")),
    ],
)  # fmt: skip
def test_stance_words_give_holder_label_and_target(text: str, expected: tuple[str, str, str]) -> None:
    """A stance verb, noun or phrase gives its holder's side on what stands beside it."""
    assert expected in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Does Poland support the reform?",
        "If Poland rejects the deal, talks will end.",
        "The report does not say whether Hungary backs the plan.",
        "Poland should support the reform.",
        "The reform is a mistake.",
        "Poland trades with Hungary.",
        "The bank supports two branches in the city.",
        "Smith declined to comment on the report.",
        "Smith never met the minister who criticised it.",
        "Smith left the room without condemning the vote.",
        "Until Poland accepts the treaty, nothing will happen.",
        "Few believed the claim that Poland wants a truce.",
        "The plan of the bank, backed by Poland, is old.",
        "Russians who oppose the war left the country.",
        "Poland summoned the ambassador.",
        "Poland agreed with everything.",
        "Smith was fighting for his family.",
        "The treaty must be ratified by Hungary.",
        "Smith is too ready to leave the alliance.",
        "The vote left Poland open to unfair claims.",
        "Poland will be able to reject the plan.",
    ],
)
def test_no_position_where_nobody_takes_one(text: str) -> None:
    """Questions, suppositions, advice, the narrator's verdicts and plain news give no position."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Poland does not support the reform.", "oppose"),
        ("Poland no longer supports the reform.", "oppose"),
        ("Poland not only supports the reform.", "support"),
        ("Poland cannot agree with the reform.", "oppose"),
        ("Poland does not oppose the reform.", "neutral"),
        ("Poland refused to condemn the reform.", "neutral"),
    ],
)
def test_negation_turns_a_position_round(text: str, label: str) -> None:
    """A negation turns support into opposition; not to oppose is no support."""
    assert read(text) == [("poland", label, "the reform")]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Poland might support the reform.", "might"),
        ("Poland appears to support the reform.", "appears to"),
        ("Poland is inclined to support the reform.", "inclined to"),
        ("Poland agreed in principle to support the reform.", "in principle"),
        ("Poland supports the reform in principle.", "in principle"),
    ],
)
def test_a_hedge_weakens_and_is_kept_as_written(text: str, hedge: str) -> None:
    """What somebody might support counts half of what he supports, and the words that say so stand in `hedge`."""
    row = find_positions(*make_tables(text, [])).iloc[0]
    assert (row.polarity, row.hedge) == (0.5, hedge)


def test_without_a_hedge_there_is_none() -> None:
    """A plain position is not weakened, a month is no modal, and "could not" no hedge."""
    for text in ("Poland will support the reform.", "Poland in May supported the reform."):
        row = find_positions(*make_tables(text, [])).iloc[0]
        assert (row.polarity, pd.isna(row.hedge)) == (1.0, True)
    row = find_positions(*make_tables("Poland could not support the reform.", [])).iloc[0]
    assert (row.polarity, pd.isna(row.hedge)) == (-1.0, True)


def test_that_proposal_is_the_proposal_before() -> None:
    """A demonstrative with a plan-like noun leads to the earlier phrase, which is the target."""
    text = "Lavrov spoke of a draft accord on ports. Kyiv rejected that proposal on the grounds that it would give Moscow a veto."
    assert read(text) == [("ukraine", "oppose", "a draft accord on ports"), ("ukraine", "oppose", "give Moscow a veto")]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Poland proposed a truce in the north. Hungary rejected it.", "a truce in the north"),
        ("Poland rejected the sanctions on coal. Hungary backed them.", "the sanctions on coal"),
        ("There were allegations of fraud in the vote. Hungary denied the accusations.", "allegations of fraud in the vote"),
        ("They met to sign a treaty on ports. Hungary backs the treaty.", "a treaty on ports"),
        ("Poland rejected the sale. If the bill passed, Hungary would oppose it.", "the bill"),
    ],
)
def test_words_that_point_back_are_taken_up(text: str, target: str) -> None:
    """The words "it", "them" and "the accusations" stand for the last target that fits, or for a phrase that says more."""
    assert read(text)[-1][2] == target


def test_this_is_what_somebody_else_said() -> None:
    """Without an earlier target, "this" is the content of the last statement; one's own words are not rejected by it."""
    text = "Smith said the vote was bought. Jones rejected this."
    said = ("Smith", "said", "the vote was bought")
    assert read(text, said) == [("jones", "oppose", "the vote was bought")]
    assert read(text.replace("Jones", "Smith"), said) == []


def test_claims_are_taken_up_with_the_words_that_make_them_claims() -> None:
    """Whoever denies "these claims" is against the claim, not against what is claimed."""
    text = "Smith alleged that the vote was bought. Jones denied these claims."
    assert read(text, ("Smith", "alleged", "that the vote was bought")) == [
        ("jones", "oppose", "alleged that the vote was bought")
    ]


@pytest.mark.parametrize("text", ["Hungary rejected it.", "Hungary supports that step.", "It rained. Hungary welcomed this."])
def test_no_position_on_what_is_not_plain(text: str) -> None:
    """Where nothing before it fits, a word that points back gives no row."""
    assert read(text) == []


def test_a_demand_includes_what_it_brings_its_maker() -> None:
    """Who insists on something, "meaning" that he would have a right, is for that right too."""
    text = "Moscow insisted on a vote of all members, meaning Russia would have a veto."
    assert read(text)[-1] == ("russia", "support", "Russia would have a veto")
    assert len(read(text.replace("meaning Russia", "meaning Poland"))) == 1


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Smith said the plan of the bank was a road to nowhere.", "the plan of the bank was a road to nowhere",
         ("smith", "oppose", "the plan of the bank")),
        ("Smith said talks without Kyiv were a very good idea.", "talks without Kyiv were a very good idea",
         ("smith", "support", "talks without Kyiv")),
        ("Smith said it would be a mistake to cancel the election.", "it would be a mistake to cancel the election",
         ("smith", "support", "the election")),
        ("Smith said the wall will not work.", "the wall will not work", ("smith", "oppose", "the wall")),
        ("Smith said Jones was a liar.", "Jones was a liar", ("smith", "oppose", "jones")),
        ("Smith said Brussels must lift the ban.", "Brussels must lift the ban", ("smith", "oppose", "the ban")),
        ("Smith said we will never recognise the vote.", "we will never recognise the vote", ("smith", "oppose", "the vote")),
        ("Smith said we welcome the vote.", "we welcome the vote", ("smith", "support", "the vote")),
    ],
)  # fmt: skip
def test_speakers_judge_demand_and_commit(text: str, content: str, expected: tuple[str, str, str]) -> None:
    """What a speaker calls good or bad, says must be done, or promises, is his position."""
    assert expected in read(text, ("Smith", "said", content))


@pytest.mark.parametrize(
    "content", ["the vote is a crucial test", "if the bank (of old) were to say the vote is wrong, so be it"]
)
def test_what_only_matters_or_is_supposed_is_not_judged(content: str) -> None:
    """A word of importance before a noun like "test" takes no side, nor does what "if" opens, brackets or no."""
    assert read(f"Smith said {content}.", ("Smith", "said", content)) == []


def test_a_view_told_of_another_is_not_the_speakers() -> None:
    """Within Smith's words, "Kyiv thinks the deal is a mistake" is no verdict of Smith's."""
    text = "Smith said Kyiv thinks the deal is a mistake."
    assert [row for row in read(text, ("Smith", "said", "Kyiv thinks the deal is a mistake")) if row[0] == "smith"] == []


def test_who_speaks_for_a_state_shares_its_position() -> None:
    """A minister who says what his state is for holds the position with it; of another state he only reports."""
    content = "Russia was in favour of guarantees"
    assert [row[0] for row in read(f"Lavrov said {content}.", ("Lavrov", "said", content))] == ["russia", "lavrov"]
    content = "Hungary was in favour of guarantees"
    assert [row[0] for row in read(f"Lavrov said {content}.", ("Lavrov", "said", content))] == ["hungary"]


def test_what_an_opponent_tells_of_a_holder_counts_half() -> None:
    """What a minister says of another state's wishes is a position of that state, at half weight, and the reason says so."""
    content = "NATO opposes a truce"
    row = find_positions(*make_tables(f"Lavrov said {content}.", [("Lavrov", "said", content)])).iloc[0]
    assert (row.holder_id, row.polarity) == ("nato", -0.5)
    assert "told by another" in row.reason


def test_who_stands_before_a_stance_word_holds_it_and_not_a_source_behind_it() -> None:
    """If those whose claims are dismissed are taken for the speaker, the subject of the verb still holds the position."""
    text = "Poland has dismissed claims by Smith that the vote was bought."
    rows = read(text, ("Smith", "dismissed", "that the vote was bought"))
    assert [row[:2] for row in rows] == [("poland", "oppose")]


def test_calling_something_a_name_judges_it() -> None:
    """Whoever called X a liar, or described X as dangerous, passed a verdict, in the narrator's voice too."""
    assert read("Smith called the vote a sham.") == [("smith", "oppose", "the vote")]
    assert read("Jones described the agreement as historic.") == [("jones", "support", "the agreement")]


def test_coordinated_holders_and_actors_each_get_a_row() -> None:
    """That A and B condemned C and D is four positions."""
    rows = read("Poland and Hungary condemned Smith and Jones.")
    assert {(holder, target) for holder, _, target in rows} == {
        ("poland", "smith"), ("poland", "jones"), ("hungary", "smith"), ("hungary", "jones"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Hungary will support the loan if Brussels pays its debts.", "if Brussels pays its debts"),
        ("If Brussels pays its debts, Hungary will support the loan.", "If Brussels pays its debts"),
        ("Hungary will support the loan only if Brussels pays.", "only if Brussels pays"),
        ("Hungary opposes the loan unless Brussels pays its debts.", "unless Brussels pays its debts"),
        ("Hungary opposes the loan until Brussels pays its debts.", "until Brussels pays its debts"),
        ("Hungary opposes talks without Moscow.", "without Moscow"),
        ("Hungary supports the loan in exchange for a treaty.", "in exchange for a treaty"),
        ("Hungary will support the loan should Brussels pay its debts.", "should Brussels pay its debts"),
    ],
)
def test_conditions_are_kept_as_written(text: str, condition: str) -> None:
    """What makes a position conditional stands in `condition`, words of the text."""
    assert find_positions(*make_tables(text, []))["condition"].tolist() == [condition]


@pytest.mark.parametrize(
    "text",
    [
        "Hungary supports the loan even if it is small.",
        "Hungary once opposed the loan.",
        "Hungary supports the loan, but if it grows, talks will end.",
        "Hungary supports the loan without doubt.",
    ],
)
def test_what_is_no_condition_is_not_kept(text: str) -> None:
    """Concessions, times past and conditions of something else leave `condition` null."""
    assert find_positions(*make_tables(text, []))["condition"].isna().tolist() == [True]


def test_each_rule_states_how_often_it_is_right() -> None:
    """Every row has a probability: a share of rows that a reader found right."""
    positions = find_positions(*make_tables("Kyiv rejected the plan. Hungary is in favour of it.", []))
    assert len(positions) == 2
    assert positions["probability"].between(0.5, 1).all()


def test_evidence_and_targets_are_spans_of_the_text() -> None:
    """The evidence is text and holds the cue, the holder and the target."""
    text = "On Monday, Hungary, as expected, rejected “the whole package” of reforms."
    row = find_positions(*make_tables(text, [])).iloc[0]
    assert text[row.start : row.end].startswith("Hungary")
    assert row.start <= row.target_start < row.target_end <= row.end
    assert "rejected" in text[row.start : row.end]
    assert row.reason == "stance verb: reject"


def test_one_sentence_does_not_count_twice() -> None:
    """Two cues of one holder for one target in a sentence are one position."""
    assert len(read("Poland supports the reform and Poland backs the reform.")) == 2
    assert len(read("Poland wants to support the reform.")) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "“ ” ‘ ’", "reject", "???", "Россия отвергла план.", "reject " * 400, "Poland , " * 300]
)
def test_any_text_passes(text: str) -> None:
    """Texts without words, of one word, of another script or of one word over and over give a valid table."""
    positions = find_positions(*make_tables(text, []))
    schema.check(positions, "positions")


def test_input_tables_are_not_changed() -> None:
    """Finding positions leaves its input as it was and gives the same twice."""
    tables = make_tables("Kyiv rejected the offer.", [])
    copies = [table.copy(deep=True) for table in tables]
    first, second = find_positions(*tables), find_positions(*tables)
    for table, copied in zip(tables, copies, strict=True):
        pd.testing.assert_frame_equal(table, copied)
    pd.testing.assert_frame_equal(first, second)
