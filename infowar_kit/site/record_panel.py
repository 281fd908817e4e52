"""Where a learner keeps the answers given on a page: count, download, restore, forget."""

from __future__ import annotations

from infowar_kit.say import say
from infowar_kit.text import attribute, escape


def record_html(heading: int = 3) -> str:
    """Return the panel of the record; the page's script fills it and brings it to life."""
    privacy = say(
        "Your answers stay in this browser, on this computer; nothing is sent. A private window forgets "
        "them, and whoever uses the same browser can read them. Download your record to keep it, or to go on "
        "with the kit: it restores this file."
    )
    formative = say(
        "The tasks are there to learn by. What is said to each answer lies in this page, encoded and not "
        "secret: they are no exam."
    )
    return (
        '<section class="iwk-task iwk-record iwk-screen" aria-label="'
        f'{attribute(say("Your record"))}" hidden>'
        f'<h{heading} class="iwk-title">{escape(say("Your record"))}</h{heading}><p class="iwk-count"></p>'
        f'<p class="iwk-note iwk-forgets" role="status" hidden></p><p>{escape(privacy)}</p>'
        '<div class="iwk-row iwk-buttons">'
        f'<button type="button" class="jupyter-button iwk-main" data-do="download">'
        f"{escape(say('Download the record'))}</button>"
        f'<button type="button" class="jupyter-button" data-do="restore">'
        f"{escape(say('Restore from a file'))}</button>"
        f'<button type="button" class="jupyter-button" data-do="forget">'
        f"{escape(say('Forget my answers'))}</button></div>"
        f'<input type="file" accept=".json" hidden aria-label="{attribute(say("Restore from a file"))}">'
        f'<p class="iwk-restored" role="status"></p><p class="iwk-small">{escape(formative)}</p></section>'
    )
