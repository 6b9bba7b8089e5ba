"""The XML of a rota file as a tree that knows the line of each element. Entities and DTDs are refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from tarazy_local.importing.finding import Finding, UnreadableFile


@dataclass(slots=True)
class Element:
    """An element by its local name: which prefix and which version of the name space a file uses does not matter."""

    name: str
    line: int
    attributes: Mapping[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, *path: str) -> Iterator["Element"]:
        """The elements at the end of a path of names, in the order of the file."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.all(*path[1:])

    def first(self, *path: str) -> "Element | None":
        """The first element at the end of a path."""
        return next(self.all(*path), None)

    def value(self, *path: str) -> str:
        """The text of the first element at the end of a path; empty when there is none."""
        element = self.first(*path)
        return element.text if element is not None else ""


def parse_xml(raw: bytes) -> Element:
    """The root element. Raises `UnreadableFile` with the line when the bytes are not well-formed XML."""
    if not raw.strip():
        raise UnreadableFile(Finding("", "", "The file is empty"))
    builder = _Builder()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(builder)
    try:
        parser.parse(BytesIO(raw))
    except SAXParseException as error:
        raise UnreadableFile(
            Finding(f"line {error.getLineNumber()}", "", f"The file is not well-formed XML: {error.getMessage()}")
        ) from None
    except DefusedXmlException:
        text = "The file has a document type declaration (DOCTYPE), which is refused: it may declare entities"
        raise UnreadableFile(Finding("", "", text)) from None
    except (ValueError, LookupError) as error:
        raise UnreadableFile(Finding("", "", f"The file's encoding cannot be read: {error}")) from None
    if builder.root is None:
        raise UnreadableFile(Finding("", "", "The file is empty"))
    return builder.root


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        line = self._locator.getLineNumber() if self._locator else 0
        attributes = {key: attrs.getValue(key) for key in attrs.getNames()}
        element = Element(name.rpartition(":")[2], line or 0, attributes)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._texts.append([])

    def characters(self, content: str) -> None:
        self._texts[-1].append(content)

    def endElement(self, name: str) -> None:
        self._open.pop().text = "".join(self._texts.pop()).strip()
