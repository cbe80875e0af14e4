#!/usr/bin/env python3
"""A pasted web page's left-overs go: whole lines among the first or last few that are known phrases, nothing else."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import panflute as pf

from filters.findings import Severity, report
from filters.reading_order import plain_text

REACH = 4
"""How many blocks from either end are looked at."""
PHRASES = frozenset(
    phrase.strip()
    for phrase in """
    scroll to top | back to top | to top | go to top | return to top | top | skip to content | skip to main content
    skip to navigation | toggle navigation | main menu | menu | close menu | search | share | share this | share this article
    share this post | share on facebook | share on twitter | share on linkedin | tweet | print | print this page | pin it
    email this | leave a comment | leave a reply | cancel reply | post navigation | previous post | next post | read more
    related posts | related articles | you may also like | subscribe | subscribe to our newsletter | sign up
    accept all cookies | accept cookies | cookie settings | manage cookies | advertisement | advertisements
    all rights reserved | privacy policy | terms of use | powered by wordpress | loading | home | log in | sign in
    nach oben | zum inhalt springen | teilen | drucken | retour en haut | haut de page | aller au contenu | partager
    volver arriba | ir al contenido | compartir | voltar ao topo | ir para o conteúdo | compartilhar | torna su | condividi
    """.replace("\n", "|").split("|")
    if phrase.strip()
)


def drop_cruft(doc: pf.Doc) -> pf.Doc:
    """Drop known left-overs at either end; `keep-all: true` in the metadata keeps them."""
    if _keeps_all(doc):
        return doc
    blocks = list(doc.content)
    ends = {*range(min(REACH, len(blocks))), *range(max(0, len(blocks) - REACH), len(blocks))}
    cruft = {place for place in ends if is_cruft(blocks[place])}
    for place in sorted(cruft):
        report(
            doc,
            "cruft-dropped",
            f"“{plain_text(blocks[place]).strip()}” is a web page's left-over and was dropped.",
            severity=Severity.NOTICE,
            hint="write `keep-all: true` in the front matter to keep it",
        )
    if cruft:
        doc.content = [block for place, block in enumerate(blocks) if place not in cruft]
    return doc


def is_cruft(block: pf.Block) -> bool:
    """Tell whether a block is one whole line of a known phrase."""
    if not isinstance(block, pf.Para | pf.Plain) or any(
        isinstance(each, pf.LineBreak | pf.SoftBreak) for each in block.content
    ):
        return False
    return plain_text(block).strip().strip("↑^»«›‹.…!*- ").casefold() in PHRASES


def _keeps_all(doc: pf.Doc) -> bool:
    return doc.get_metadata("keep-all", default=False) in (True, "true", "yes")


if __name__ == "__main__":
    pf.dump(drop_cruft(pf.load()))
