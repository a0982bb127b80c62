"""The reader: everything that is found by looking at the words of a text, behind one function.

Rules find it: attribution/ who says what, names/ what is named. A trained model is to take their place here.
"""

import pandas as pd

from analysis import schema
from analysis.attribution import find_attributions
from analysis.names import find_names


def read_spans(documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, quotations: pd.DataFrame) -> pd.DataFrame:
    """Find the sources, cues and contents of statements, and the names.

    Parameters
    ----------
    documents, sentences, tokens, quotations : tables (schema.py)

    Returns
    -------
    table `spans`: statements first, in reading order, rows of one statement together (`link`); then names in reading order
    """
    attributions = find_attributions(documents, sentences, tokens, quotations)
    return schema.cast("spans", pd.concat([attributions, find_names(documents, sentences, tokens)]))
