"""Sample files of every format, with one invented story, made by the formats' own libraries."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from textwrap import wrap

TITLE = "Norland delays the bridge"
OUTLET = "The Echo"
DAY = date(2025, 8, 20)
URL = "https://echo.example/bridge"
FIRST = "The minister said on Monday that the bridge over the Brae would not be opened before the spring of next year."
SECOND = "“We will not open what is not safe,” Anna Bell told reporters in Norhaven, where the council had asked for an answer."
THIRD = "The opposition said the delay would cost the town twelve million pounds, and asked who would pay for it in the end."
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"
ROW = {"Headline": TITLE, "Date": "2025-08-20", "Outlet": OUTLET, "URL": URL, "Section": "News", "Text": TEXT}

NEXIS_TEXT = f"""
Download Request: Selected Items: 1-2
Time Of Request: Thursday, August 21, 2025  16:51:31

                               1 of 2 DOCUMENTS


                                  The Echo

                            August 20, 2025 Wednesday
                                   Edition 1;
                                    National

{TITLE}

BYLINE: Anna Hill in Norhaven

SECTION: NEWS; Pg. 4

LENGTH: 58 words

{FIRST}

{SECOND}

{THIRD}

GRAPHIC: The bridge in May

LANGUAGE: ENGLISH

SUBJECT: BRIDGES (90%); ROADS & RIVERS (89%); COUNCILS
(71%)

LOAD-DATE: August 20, 2025

PUBLICATION-TYPE: Newspaper


                       Copyright 2025 Echo Papers
                              All Rights Reserved

                               2 of 2 DOCUMENTS


     Copyright 2025 The Herald of the North, which is a part of
                            Herald Digital
                              All Rights Reserved

                              The Herald

                             August 19, 2025 Tuesday
                                 Late Edition

SECTION: A-SECTION; Pg. A01

LENGTH: 300 words

HEADLINE: Who pays for the bridge

BYLINE: Tom Reed

BODY:

{THIRD}

LOAD-DATE: August 19, 2025
"""

NEXIS_PARAGRAPHS = [
    "User Name: = A Reader", "Date and Time: = Thursday, August 21, 2025 4:51 PM BST", "Documents (2)", f"1. {TITLE}",
    "Client/Matter: -None-",
    TITLE, OUTLET, "August 20, 2025 Wednesday 10:30 AM GMT", "Copyright 2025 Echo Papers All Rights Reserved",
    "Section:\xa0NEWS; Pg. 4", "Length:\xa058 words", "Byline:\xa0Anna Hill", "Body", "", FIRST, SECOND, THIRD, "Classification",
    "Language: ENGLISH", "Publication-Type: Newspaper", "Load-Date:\xa0August 20, 2025", "End of Document",
    "Who pays for the bridge", "The Herald", "August 19, 2025 Tuesday", "Copyright 2025 The Herald All Rights Reserved",
    "Section:\xa0OPINION", "Length:\xa021 words", "Body", THIRD, "Load-Date:\xa0August 19, 2025", "End of Document",
]  # fmt: skip

FACTIVA_CODED = f"""HD\t{TITLE}
BY\tBy Anna Hill
WC\t58 words
PD\t20 August 2025
ET\t10:30
SN\tThe Echo
SC\tECHO
PG\t4
LA\tEnglish
CY\tCopyright 2025 Echo Papers
LP\t
{FIRST}
TD\t
{SECOND}

IN ADDITION, nobody was asked. {THIRD}
NS\tgpol : Domestic Politics
RE\tnorl : Norland
AN\tDocument ECHO000020250820el8k0001b

SE\tOpinion
HD\tWho pays for the bridge
WC\t300 words
PD\t19 August 2025
SN\tThe Herald
LA\tEnglish
TD\t
{THIRD}
AN\tDocument HRLD000020250819el8j00002
"""

FACTIVA_PLAIN = f"""News
{TITLE}
By Anna Hill
58 words
20 August 2025
10:30
The Echo
ECHO
4
English
Copyright 2025 Echo Papers. All Rights Reserved.

{FIRST}

{SECOND}

{THIRD}

Document ECHO000020250820el8k0001b

Who pays for the bridge
21 words
19 August 2025
The Herald
HRLD
English
(c) 2025 The Herald

{THIRD}

Document HRLD000020250819el8j00002

Search Summary
Text bridge
"""

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | {OUTLET}</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="{OUTLET}">
<meta property="article:published_time" content="2025-08-20T10:30:00Z"><meta name="author" content="Anna Hill">
<link rel="canonical" href="{URL}"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>
<footer>All rights reserved. <a href="/cookies">Cookies</a></footer></body></html>"""

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{OUTLET}</title>
<item><title>{TITLE}</title><link>{URL}</link><pubDate>Wed, 20 Aug 2025 10:30:00 +0000</pubDate><category>News</category>
<description>Short.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p><script>x()</script><p>{THIRD}</p>]]></content:encoded></item>
<item><title>Who pays</title><pubDate>Tue, 19 Aug 2025 08:00:00 +0000</pubDate>
<description>&lt;p&gt;{THIRD} &lt;b&gt;More&lt;/b&gt; &amp;amp; more.&lt;/p&gt;</description></item>
<item><title>Nothing in it</title></item></channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{OUTLET}</title>
<entry><title>{TITLE}</title><link href="{URL}"/><published>2025-08-20T10:30:00Z</published>
<author><name>Anna Hill</name></author>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;&lt;p&gt;{THIRD}&lt;/p&gt;</content></entry></feed>"""

MARKDOWN = f"""---
title: "{TITLE}"
date: 2025-08-20
source: {OUTLET}
url: {URL}
tags: [roads, rivers]
---

{FIRST.replace("bridge", "**bridge**").replace("the spring", "[the spring](https://echo.example/spring)")}

> {SECOND}

- {THIRD}
"""

JSONL = json.dumps(ROW) + "\n"
CSV = "Headline,Date,Outlet,URL,Section,Text\n" + ",".join(f'"{cell}"' for cell in ROW.values()) + "\n"


def make_xlsx() -> bytes:
    """A workbook with two sheets of texts and one of other things."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "News"
    sheet.append([*ROW, "Rank"])
    sheet.append([*(DAY if column == "Date" else cell for column, cell in ROW.items()), 3])
    more = book.create_sheet("More")
    more.append(["Text", "Title"])
    more.append([None, "No text"])
    more.append([THIRD, "Who pays"])
    book.create_sheet("Sources").append(["Name", "Address"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_parquet() -> bytes:
    """A Parquet table of one row with a day and a list in it."""
    import pandas as pd

    stream = io.BytesIO()
    pd.DataFrame([ROW | {"Date": pd.Timestamp(DAY), "Tags": ["a", "b"]}]).to_parquet(stream, index=False)
    return stream.getvalue()


def make_docx(paragraphs: list[str]) -> bytes:
    """A Word document of these paragraphs."""
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.author = "Anna Hill"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_pdf(pages: list[list[str]], *, password: str = "") -> bytes:
    """A PDF file with these lines on its pages; a page without lines holds nothing."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"), NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
    })  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(612, 792)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        shown = b"".join(
            b"(" + line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n"
            for line in lines
        )
        content = DecodedStreamObject()
        content.set_data(b"BT /F1 11 Tf 14 TL 50 740 Td\n" + shown + b"ET")
        if lines:
            page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def make_warc() -> bytes:
    """A WARC archive: a page, a page that was not there, a page without an article, a picture."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=True)
    for url, status, kind, body in (
        (URL, "200 OK", "text/html; charset=utf-8", PAGE.encode()),
        (f"{URL}/gone", "404 Not Found", "text/html", b"<p>Gone</p>"),
        (f"{URL}/list", "200 OK", "text/html", b"<html><body></body></html>"),
        (f"{URL}.png", "200 OK", "image/png", b"\x89PNG"),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
        writer.write_record(record)
    return stream.getvalue()


def make_zip(members: dict[str, bytes | str]) -> bytes:
    """A zip archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_samples() -> dict[str, bytes]:
    """One file of every format by its name."""
    texts = {
        "plain.txt": f"title: {TITLE}\ndate: 2025-08-20\noutlet: {OUTLET}\nurl: {URL}\n\n{TEXT}", "page.html": PAGE,
        "table.csv": CSV, "lines.jsonl": JSONL, "list.json": json.dumps([ROW]), "feed.rss": RSS, "feed.atom": ATOM,
        "notes.md": MARKDOWN, "nexis.txt": NEXIS_TEXT, "factiva.txt": FACTIVA_CODED, "plain-factiva.txt": FACTIVA_PLAIN,
        "table.tsv": "\t".join(ROW) + "\n" + "\t".join(cell.replace("\n", " ") for cell in ROW.values()) + "\n",
    }  # fmt: skip
    files = {name: text.encode() for name, text in texts.items()}
    files |= {
        "book.xlsx": make_xlsx(), "table.parquet": make_parquet(), "word.docx": make_docx([TITLE, FIRST, SECOND, THIRD]),
        "nexis.docx": make_docx(NEXIS_PARAGRAPHS), "crawl.warc.gz": make_warc(),
        "paper.pdf": make_pdf([[TITLE, *wrap(FIRST, 60), *wrap(SECOND, 60), *wrap(THIRD, 60)]]),
    }  # fmt: skip
    return files | {"all.zip": make_zip({f"inner/deeper/{name}": content for name, content in files.items()})}


def write_files(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder and return it."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
