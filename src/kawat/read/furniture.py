"""Kawat's own rules for what on a page is not the article, shared by HTML pages and scraped text.

``sort_blocks`` goes through the blocks in reading order and puts each where it belongs: body, related links,
tags, writer and editor, caption, the date line; or nowhere. Readers keep these apart from the body because
extraction libraries do not (all keep "Baca Juga").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from kawat.limits import GLUED_CHARACTERS, PAGE_LINES
from kawat.read import credit, dateline, labels, outlets, people, published
from kawat.types import Link

_PROSE_END = (".", "!", "?", "”", '"', "…", ":", ";", "’")
_DAYS = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|khamis|jum['’]?at|jumaat|sabtu|minggu|ahad|isnin|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|"
    r"mon|tue|wed|thu|fri|sat|sun|published|publish|updated|last|modified|at|on|diperbarui|dipublikasikan"
    r"|terbit|tayang|pukul|jam|wib|wita|wit|"
    r"first|posted|date|tanggal|diterbitkan)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"updated|diperbarui|last modified|perubahan|kemas ?kini", re.IGNORECASE)


class Block(msgspec.Struct, frozen=True):
    """A paragraph, heading or list item as it stands on the page.

    ``href`` is where its last link leads, ``linked`` says that all of it is one link, ``related`` marks a box
    of related links.
    """

    text: str
    href: str = ""
    linked: bool = False
    related: bool = False


class Sorted(msgspec.Struct, frozen=True):
    """What ``sort_blocks`` found: ``moment`` from the date line, ``hosts`` from self-advertisement."""

    paragraphs: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    byline: str = ""
    editor: str = ""
    caption: str = ""
    credit: str = ""
    moment: published.Moment | None = None
    hosts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sort_margin(before: Sequence[Block], after: Sequence[Block]) -> Sorted:
    """Writers, editor and date around the article: before it in any form, after it by label only."""
    sorter = _Sorter(())
    for block in before:
        if not sorter.person(block.text):
            sorter.date(block.text)
    for block in after:
        if labels.STOP.match(block.text):
            break
        if ":" in block.text or sorter.awaits:
            sorter.person(block.text)
    return sorter.done()


def sort_blocks(blocks: Sequence[Block], known: Sequence[str] = ()) -> Sorted:
    """Sort a page's blocks, in reading order; lines before the body that only repeat ``known`` names go."""
    sorter = _Sorter(known)
    for block in blocks[:PAGE_LINES]:
        if block.text:
            sorter.take(block)
    if len(blocks) > PAGE_LINES:
        sorter.notes.append(f"cut: {len(blocks):,} lines, of which the first {PAGE_LINES:,} were read")
    return sorter.done()


class _Sorter:
    """Carries what the lines before have settled: what a heading announced, whether the body has begun."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = {name.casefold() for name in known}
        self.body: list[str] = []
        self.related: list[Link] = []
        self.tags: list[str] = []
        self.names = {"byline": "", "editor": ""}
        self.caption = ("", "")
        self.moment: published.Moment | None = None
        self.hosts: list[str] = []
        self.notes: list[str] = []
        self.awaits = ""
        self.left = 0
        self.box = False
        self.begun = False
        self.stopped = False

    def take(self, block: Block) -> None:
        """Put one block where it belongs."""
        line = block.text
        if len(line) > labels.LONGEST:
            self.awaits = ""
            if not self.stopped and not (not self.begun and self._caption(line)):
                self._keep(line)
            return
        if self.person(line) or self.stopped:
            return
        if labels.STOP.match(line) and not block.related:
            self.stopped, self.awaits = self.begun, ""
            return
        if self._tag(line) or self._related(block) or self._dropped(line):
            return
        if not self.begun and (self._known(line) or self._caption(line) or self.date(line)):
            return
        if credit.is_labelled_caption(line):
            self._caption(line)
            return
        if self._follows(block):
            return
        self._keep(line)

    def done(self) -> Sorted:
        """The result; the last paragraph loses its sign-off ("(mfa/mfa)", "REUTERS")."""
        if self.body:
            self.body[-1] = labels.SIGN_OFF.sub("", self.body[-1]).rstrip()
        return Sorted(
            tuple(p for p in self.body if p),
            tuple(dict.fromkeys(self.related)),
            tuple({tag.casefold(): tag for tag in reversed(self.tags)}.values())[::-1],
            self.names["byline"],
            self.names["editor"],
            *self.caption,
            self.moment,
            tuple(self.hosts),
            tuple(self.notes),
        )

    def _known(self, line: str) -> bool:
        """True for a line that only repeats a name known from elsewhere, or names an outlet."""
        outlet = outlets.by_name(line) if len(line) < 30 else None
        if outlet:
            self.hosts.append(outlet.host)
        return outlet is not None or line.casefold() in self.known

    def _keep(self, line: str) -> None:
        self.awaits = ""
        if len(line) <= GLUED_CHARACTERS:
            line = labels.GLUED.sub(" ", line).strip()
        if line.endswith("**"):
            line = line.rstrip("* ")
        tail = labels.INLINE_RELATED.search(line, max(0, len(line) - 260))
        if tail:
            self.related.append(Link((tail["title"] or tail["other"]).strip()))
            line = line[: tail.start()].rstrip()
        if line:
            self.body.append(line)
            self.begun = self.begun or len(line) > 80 or line.endswith(_PROSE_END)

    def person(self, line: str) -> bool:
        """True where the line only names writers or editors, which are then kept."""
        if self.awaits in self.names:
            kind, self.awaits = self.awaits, ""
            if people.is_name(line):
                self.names[kind] = self.names[kind] or line
                return True
        found = people.find(line)
        if not found or (self.stopped and ":" not in line):
            return False
        self.awaits = found.waits
        self.names["byline"] = self.names["byline"] or found.byline
        self.names["editor"] = self.names["editor"] or found.editor
        return True

    def _tag(self, line: str) -> bool:
        if labels.HASHTAGS.match(line):
            self.tags += [tag.replace("-", " ") for tag in re.findall(r"#([\w-]+)", line)]
            return True
        match = labels.TAGS.match(line)
        if not match or (match["rest"] and not match["colon"] and "#" not in match["rest"]):
            return False
        rest = match["rest"]
        self.tags += [tag.strip(" #") for tag in re.split(r"[,;|#•]", rest) if tag.strip(" #")]
        self.awaits, self.left = ("", 0) if rest else ("tags", 20)
        return True

    def _related(self, block: Block) -> bool:
        line = block.text
        if labels.VIDEO.match(line):
            return False
        match = labels.RELATED.match(line) or labels.READ_MORE.match(line)
        title = match["title"].strip() if match else ""
        if (match and not title) or labels.RELATED_HEADING.match(line):
            self.awaits, self.left = (
                "related",
                6 if block.related or not line.lower().startswith("baca") else 1,
            )
            self.box = block.related
            return True
        if match:
            self.awaits = ""
            if not labels.VIDEO.match(title):
                self.related.append(Link(title, block.href))
            return True
        if block.related or (block.linked and self.awaits != "tags" and _headline(line) and line.count(" ") > 2):
            if not labels.is_dropped(line) and line.count(" ") > 1:
                self.related.append(Link(line, block.href))
            return True
        return False

    def _follows(self, block: Block) -> bool:
        """True for a line that an earlier heading announced: a tag, or a related title."""
        if self.box and self.awaits == "related" and not block.related:
            return False
        line, bullet = block.text.lstrip("-•*▪– "), block.text[:1] in "-•*▪–"
        if self.awaits == "tags" and self.left and len(line) <= 60 and line.count(" ") < 6 and _headline(line):
            self.tags.append(line.strip(" #,"))
            self.left -= 1
            return True
        if self.awaits == "related" and (self.left or bullet) and len(line) <= 200 and (bullet or _headline(line)):
            self.related.append(Link(line, block.href))
            self.left -= 1 if self.left else 0
            return True
        return False

    def _dropped(self, line: str) -> bool:
        source = labels.SOURCE.match(line)
        if source and self.body:
            self.notes.append(f"the page names its source: {source['name'].strip()}")
            return True
        if not labels.is_dropped(line):
            return False
        self.hosts += [host.lower() for host in labels.HOST.findall(line)]
        return True

    def date(self, line: str) -> bool:
        """True for a line that shows when the article was published, perhaps with its writer."""
        if len(line) > 160:
            return False
        moment = published.find(line)
        if not moment:
            return False
        before, after = line[: moment.start], line[moment.end :]
        rest = [re.sub(r"[\W_]+", " ", _DAYS.sub(" ", part)).strip() for part in (before, after)]
        if len(rest[0]) > 60 or len(rest[1]) > 40 or (line.endswith(".") and len(line) > 60):
            return False
        if self.moment is None or not _UPDATED.search(line):
            self.moment = self.moment or moment
        for part in (before, after):
            self.person(re.sub(r"^[\s,|•–-]+|[\s,|•–-]+$", "", _DAYS.sub("", part)))
        return True

    def _caption(self, line: str) -> bool:
        if not credit.looks_like_caption(line) or dateline.find(line):
            return False
        caption, by = credit.split_credit(line)
        if len(caption) > 250 and "/" not in by and not credit.is_labelled_caption(line):
            return False
        if not any(self.caption):
            self.caption = (caption, by)
        elif not self.caption[0] and self.caption[1] != by:
            self.caption = (caption, self.caption[1])
        return True


def _headline(line: str) -> bool:
    """True for a line that reads like a headline or a label rather than a sentence of the body."""
    line = labels.SIGN_OFF.sub("", line)
    return len(line) <= 200 and (not line.endswith(_PROSE_END) or line.endswith(("?", "!", "...", "…", "”", '"')))
