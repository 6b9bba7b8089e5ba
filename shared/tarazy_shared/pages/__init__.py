"""The page kit: one look, three languages, no script.

A service keeps its templates in `<package>/pages/templates/` and its translations in
`<package>/pages/messages/kk.po` and `ru.po`; English is the language of the templates themselves.

    pages = Pages("tarazy_scheduling", sections=[Section("/cause-list", message("Cause list"))])
    pages.mount(app)
    return pages.render(request, "cause_list.html", section="/cause-list", hearings=hearings)

A template begins with `{% extends "kit/layout.html" %}` and fills the blocks `title` and `main`; it takes the parts
with `{% import "kit/parts.html" as parts with context %}`. Every template sees

    reader    for whom the page is: `reader.day(…)`, `reader.clock(…)`, `reader.instant(…)`, `reader.number(…)`
    place     where the page stands: `place.url("/cause-list", day="2026-12-01")`, `place.here(day=…)`

What goes wrong is answered by `tarazy_shared.problems`: a browser gets `kit/problem.html`, a program a document.

Texts for people are written `{{ _("Cause list") }}` or `{% trans n=hearings|length %}…{% pluralize %}…{% endtrans %}`;
texts that stand in Python are marked with `message("…")` and shown with `_()`. After a change run

    python -m tarazy_shared.pages tarazy_scheduling

which adds what is new to both catalogues, and fill in the empty translations. The test of a service is one line:
`assert faults_of("tarazy_scheduling") == []`.
"""
