"""What the network says of each word of a text: of what kind a name there would be, and whether a place there acts."""

import numpy as np

from analysis.names import LOOKS
from analysis.reader.encoding import Encoded
from analysis.reader.scores import Scores

_N_KINDS = len(LOOKS) - 1


def look_at_words(encoded: Encoded, scores: Scores, starts: np.ndarray, ends: np.ndarray, *, temperature: float) -> np.ndarray:
    """Give what the network says of words: the mean over the wordpieces that each word shares a character with.

    Parameters
    ----------
    encoded, scores : a text and what the heads say of it
    starts, ends : the first character of each word and one past its last, as in the text
    temperature : by which the score of acting places is divided

    Returns
    -------
    words x columns of LOOKS: for each kind of names the probability that the word is part of one (of an outer or an inner name,
    so they may add up to more than 1), and the logit of a place that acts; zeros for a word without wordpieces
    """
    columns = np.zeros((len(encoded), len(LOOKS)))
    names = scores.names.sum(1)
    columns[:, :_N_KINDS] = names[:, 1 : 1 + _N_KINDS] + names[:, 1 + _N_KINDS :]
    columns[:, _N_KINDS] = scores.acts / temperature
    first = np.searchsorted(encoded.ends, starts, side="right")
    past = np.maximum(first, np.searchsorted(encoded.starts, ends))
    sums = np.concatenate([np.zeros((1, len(LOOKS))), columns.cumsum(0)])
    return (sums[past] - sums[first]) / np.maximum(1, past - first)[:, None]
