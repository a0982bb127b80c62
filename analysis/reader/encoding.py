"""Text -> wordpieces with what the uncased vocabulary forgets (case, paragraphs, quotation marks), and windows over them.

Training imports this file, so that both see the same input.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

WINDOW = 254  # wordpieces of text in one window; the two special pieces make it 256
TITLE, UPPER, MIXED, PARAGRAPH, QUOTED = 1, 2, 3, 4, 8  # the first three exclude each other, the others are added
N_SHAPES = 16
FIRST, LAST = 101, 102  # [CLS], [SEP]

_CAPITALISED = re.compile(r"\b[^\W\d_a-z]\w*")
# Double marks run to their partner or, where none follows, to the end of the paragraph; single ones count only as pairs.
QUOTATION = re.compile(
    r"“[^”\n]*”?|\"[^\"\n]*\"?|``(?:(?!'')[^\n])*(?:'')?|(?<!\w)[‘'](?=\w)[^\n“”\"‘]{1,600}?[\w.,?!…][’'](?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")


@dataclass(frozen=True)
class Encoded:
    """A text as wordpieces: vocabulary ids, character spans, and a shape (0 to 15) each."""

    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    shapes: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(vocabulary: Path) -> Tokenizer:
    """Load a vocabulary, one wordpiece a line, as the uncased tokenizer of BERT; no text stands for a special piece."""
    tokenizer = Tokenizer(WordPiece.from_file(str(vocabulary), unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def encode_text(tokenizer: Tokenizer, text: str) -> Encoded:
    """Encode a whole text, of any length, as wordpieces."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Encoded(np.array(encoding.ids, dtype=np.int64), starts, ends, find_shapes(text, starts, ends))


def find_shapes(text: str, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Give each wordpiece its word's case, whether it opens a paragraph, and whether it stands within quotation marks."""
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    case = np.zeros(len(text) + 1, dtype=np.int64)
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        if word[0].isupper():
            rest = word[1:]
            case[match.start() : match.end()] = UPPER if rest and word.isupper() else TITLE if rest == rest.lower() else MIXED
    shapes = case[starts]
    newlines = np.array([match.start() for match in re.finditer("\n", text)], dtype=np.int64)
    before = np.concatenate([[0], ends[:-1]])
    opens = np.searchsorted(newlines, starts) > np.searchsorted(newlines, before)
    opens[0] = True
    quotations = np.array([match.span() for match in QUOTATION.finditer(text)], dtype=np.int64).reshape(-1, 2)
    inside = np.searchsorted(quotations[:, 0], starts, side="right") > np.searchsorted(quotations[:, 1], starts, side="right")
    return shapes + PARAGRAPH * opens + QUOTED * inside


def find_breaks(text: str, encoded: Encoded) -> np.ndarray:
    """Find the wordpieces at which a sentence or paragraph seems to begin, in order: good places to cut a window."""
    ends = np.array([match.end() for match in _SENTENCE_END.finditer(text)], dtype=np.int64)
    breaks = np.searchsorted(encoded.starts, ends)
    paragraphs = np.flatnonzero(encoded.shapes & PARAGRAPH)
    return np.unique(np.concatenate([breaks[breaks < len(encoded)], paragraphs]))


def cut_windows(
    breaks: np.ndarray, length: int, *, overlap: int, first: int = WINDOW, size: int = WINDOW
) -> list[tuple[int, int]]:
    """Cut `length` wordpieces into windows (start, end) of at most `size`, each begun at a break where one is near.

    With `overlap` 0 windows also end at breaks and none meet; otherwise neighbours share at least `overlap` wordpieces.
    `first` is the greatest length of the first window: varied in training, so that the cuts differ from epoch to epoch.
    """
    windows = []
    start, room = 0, min(first, size)
    while True:
        end = min(start + room, length)
        if end == length:
            windows.append((start, end))
            return windows
        latest = end - overlap
        i = int(np.searchsorted(breaks, latest, side="right")) - 1
        following = int(breaks[i]) if i >= 0 and breaks[i] > start + room // 2 else latest
        windows.append((start, following if overlap == 0 else end))
        start, room = following, size
