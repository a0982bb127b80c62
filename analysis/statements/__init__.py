"""Makes statements of spans: which form, who speaks and of what kind, to whom, what the cue does, on which day, who reports it.

The rules hold for any reader of spans: a cue without content is no statement; a quotation opened anew goes on with the running
statement; one begun in another paragraph, after the quotation before it was closed, is a statement of its own by the same
speaker, found by the reader or not; a statement inside the content of another is reported by it.
"""

import pandas as pd

from analysis import schema
from analysis.dates import find_days
from analysis.statements.addressees import find_addressee
from analysis.statements.chains import find_reporters
from analysis.statements.citations import split_citations
from analysis.statements.days import find_day
from analysis.statements.headlines import find_headlines
from analysis.statements.mending import mend_rows
from analysis.statements.officials import is_official, settle_officials
from analysis.statements.page import Page, Row, list_pages
from analysis.statements.parents import find_parents, order_statements
from analysis.statements.rows import Parts, find_alone, group_links, make_statements
from analysis.statements.sources import name_speaker
from analysis.statements.speakers import continue_speakers
from analysis.statements.turns import keep_turns
from analysis.statements.uses import tag_quotations
from analysis.statements.voices import tag_voices

__all__ = ["find_statements", "tag_quotations", "tag_voices"]


def find_statements(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    quotations: pd.DataFrame,
    spans: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """Join the spans of sources, cues and contents into statements.

    Returns
    -------
    table `statements`, one row per statement, by document in the order of `documents`, then by start, outer before inner, the
    reporting one before the reported one of the same content
        `form` by the share of the content within quotation marks: direct from 90 %, indirect at 0, else mixed. `cue_class` from
        cues.csv, turned around by a negation beside the cue. `source_kind` by the head of the source: document (a noun for one
        in sources.csv), else named if its actor or name is known, else by sources.csv: unnamed (people without a name) or
        collective (a group or a body without a name). "Ukrainian officials" are unnamed, though `actor_id` is that of Ukraine,
        and so is "a spokesman for the bank", with that of the bank.
        `actor_id` is that of the mention that holds the head; else of the name after an office or beside a comma, of whose
        statement or remarks it is, of what "who" or "which" stands for, or of the person who spoke before ("the diplomat"). In
        transcripts a turn is of whose name in capitals stands before it. A quotation of its own, without source and cue, has
        speaker and actor of the quotation before it; where the reader did not find it, its probability is null. `official`: the
        actor is a state, holds an office of one, or the source's noun says so.
        `addressee` is whom somebody told, wrote to or gave an interview. `said_on` is the day named between the source and the
        cue or right after it. `parent_id` is the statement that reports this one: that of who cites or quotes its speaker or
        whose cue stands beside its own ("Lavrov said, according to TASS"), else the innermost one whose content holds it.
        `reason` is reader; quotation alone; rule: chain (a second cue of a content that the reader found, with its probability);
        or rule: headline (one without a verb, probability null).
    """
    published = dict(zip(documents["doc_id"], documents["published"], strict=True))
    links = group_links(spans)
    rows: list[Row] = []
    for page in list_pages(documents, sentences, tokens, quotations, mentions, actors):
        day = published[page.doc_id]
        rows += _read_page(page, links.get(page.doc_id, []), day)
    return schema.build("statements", [{name: row[name] for name in schema.TABLES["statements"] if name in row} for row in rows])


def _read_page(page: Page, links: list[Parts], published: pd.Timestamp) -> list[Row]:
    """Statements of a document, outer before inner."""
    found = [row for parts in links for row in make_statements(page, parts)]
    mend_rows(page, found)
    found += find_alone(page, found)
    found = find_headlines(page, found)
    found = find_reporters(page, split_citations(page, found))
    for row in found:
        find_addressee(row, page)
    found = order_statements(found)
    days = find_days(page.text, published=None if pd.isna(published) else published.date())
    days = [day for day in days if pd.isna(published) or day.date <= published.date()]  # what is to come has not been said yet
    for row in found:
        name_speaker(row, page)
        row["official"] = is_official(row, page)
        row["said_on"] = find_day(row, days, page)
        row["sentence_id"] = page.find_sentence(row["start"]).sentence_id
    find_parents(found)
    continue_speakers(found, page)
    keep_turns(found, page)
    settle_officials(found, page)
    return found
