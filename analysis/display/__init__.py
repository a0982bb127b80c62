"""What a notebook shows: figures with their numbers, tables, quoted sentences, whole articles and notes.

Text that comes from a document is escaped here and shown as text: nothing in it can act as HTML, and nothing is shown as
Markdown.
"""

from analysis.display.articles import show_articles
from analysis.display.behind import show_evidence, show_index
from analysis.display.drawings import show_figure
from analysis.display.quotes import show_quotes
from analysis.display.showing import show_note
from analysis.display.tables import show_table

__all__ = ["show_articles", "show_evidence", "show_figure", "show_index", "show_note", "show_quotes", "show_table"]
