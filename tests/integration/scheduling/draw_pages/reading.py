"""What a reader sees of a page."""

import html
import re

import httpx


def text_of(page: httpx.Response) -> str:
    return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))
