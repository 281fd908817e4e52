"""The kit's own JavaScript on a blank page: no JupyterLab, no kernel, a model that stands in for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

import infowar_kit
from infowar_kit.corpus import load

pytestmark = pytest.mark.browser
STATIC = Path(infowar_kit.__file__).parent / "widgets" / "static"
BLANK = Path(__file__).with_name("blank.html")
ADDRESS = "http://kit.test/"
TYPES = {".js": "text/javascript", ".css": "text/css"}
# Controls of each kind as ipywidgets draws them, in a cell's output; the notebook hears what gets out of it.
OUTPUT = """<div id="notebook"><div class="{edge}"><div class="iwk-task">
  <button class="jupyter-button" id="press">Check</button>
  <button class="jupyter-button widget-upload" id="upload">Restore</button>
  <select id="list"><option>none</option><option>bravo</option></select>
  <input id="field"><input type="checkbox" id="box"><input type="radio" id="radio">
  <textarea id="area"></textarea><details><summary id="fold">More</summary>words</details>
  <span id="here"></span>
</div></div><button id="outside">Outside</button></div>"""
LISTEN = """() => {
  window.heard = [];
  window.presses = [];
  document.querySelector('#notebook').addEventListener('keydown', (event) => window.heard.push(event.key));
  for (const button of document.querySelectorAll('button'))
    button.addEventListener('click', () => window.presses.push(button.id));
}"""
PLAIN = ["x", "b", "d", "a", "m", "y", "z", "0", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]
PLAIN += ["PageUp", "PageDown", "Home", "End", "Delete", "Backspace", "Shift+x", "Shift+ArrowDown", "Enter"]
THROUGH = ["Control+s", "Alt+x", "Meta+k", "Control+Enter", "Shift+Enter", "Escape", "Tab", "Shift+Tab"]


@pytest.fixture(scope="module")
def blank(browser):
    """A page that has the kit's scripts and nothing else; errors on it fail the test."""
    page = browser.new_page()
    page.set_default_timeout(10_000)

    def serve(route):
        name = route.request.url.removeprefix(ADDRESS)
        path = STATIC / name.removeprefix("static/") if name else BLANK
        kind = TYPES.get(path.suffix, "text/html")
        route.fulfill(body=path.read_text(encoding="utf-8"), content_type=f"{kind}; charset=utf-8")

    page.route(f"{ADDRESS}**", serve)
    yield page
    page.close()


@pytest.fixture
def page(blank):
    errors = []

    def thrown(error):
        errors.append(str(error))

    blank.on("pageerror", thrown)
    blank.goto(ADDRESS)
    blank.wait_for_function("() => window.draw")
    yield blank
    blank.remove_listener("pageerror", thrown)
    assert errors == []


def draw(page, script, state, **how):
    page.evaluate("([script, state, how]) => window.draw(script, state, how)", [script, state, how])


def saved(page):
    return page.evaluate("() => window.model.saved")


def put(page, name, value):
    page.evaluate("([name, value]) => window.model.put(name, value)", [name, value])


# The guard: keys


def guarded(page, edge="jp-OutputArea-output", task="task", models=None, **how):
    page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", OUTPUT.format(edge=edge))
    page.evaluate(LISTEN)
    models = {"task": {}} if models is None else models
    draw(page, "guard.js", {"message": "", "task": task}, models=models, into="#here", **how)


def heard(page):
    return page.evaluate("() => window.heard.splice(0)")


EDGES = ["jp-OutputArea-output", "output_subarea", "voila-output", "elsewhere"]
CONTROLS = ["press", "list", "field", "box", "radio", "area", "fold"]


@pytest.mark.parametrize(
    ("edge", "control"),
    [*((EDGES[0], control) for control in CONTROLS), *((edge, "list") for edge in EDGES[1:])],
)
def test_plain_keys_stay_in_the_task_and_the_others_pass(page, edge, control):
    guarded(page, edge)

    def press(keys):
        for key in keys:
            # Enter opens a list, and what is opened is the system's and takes the keys that follow.
            if control != "list" or not key.endswith("Enter"):
                page.locator(f"#{control}").focus()
                page.keyboard.press(key)
                yield key

    assert list(press(PLAIN))
    assert heard(page) == []
    for key in press(THROUGH):
        assert key.split("+")[-1] in heard(page), key


def test_keys_outside_the_task_are_left_alone(page):
    guarded(page)
    page.locator("#outside").focus()
    page.keyboard.press("x")
    assert heard(page) == ["x"]


def test_a_guard_that_comes_into_the_page_later_guards_from_then_on(page):
    guarded(page, apart=True)
    page.locator("#list").focus()
    page.keyboard.press("x")
    assert heard(page) == ["x"]
    page.evaluate("() => document.querySelector('#here').append(window.el)")
    page.wait_for_timeout(200)
    page.keyboard.press("x")
    assert heard(page) == []


def test_a_guard_that_is_taken_away_leaves_nothing_behind(page):
    guarded(page)
    page.evaluate("() => window.dispose()")
    page.locator("#list").focus()
    page.keyboard.press("x")
    page.locator("#list").blur()
    assert heard(page) == ["x"]
    assert page.evaluate("() => window.model.listening") == 0
    page.locator("#press").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("() => window.presses") == ["press"]


# The guard: presses


def wait_for_press(page, *names):
    page.wait_for_function(
        "(names) => JSON.stringify(window.presses) === JSON.stringify(names)", arg=list(names)
    )


@pytest.mark.parametrize("how", ["Enter", "Space", "mouse"])
def test_a_press_waits_until_the_kernel_has_taken_every_change(page, how):
    """The change may be anywhere in the task: here two levels down, while all else is taken."""
    models = {
        "task": {"children": ["row", "list"]},
        "row": {"children": ["field"]},
        "list": {},
        "field": {"pending": 2},
    }
    guarded(page, models=models)
    button = page.locator("#press")
    for _ in range(3):  # an impatient learner presses again
        if how == "mouse":
            button.click()
        else:
            button.focus()
            page.keyboard.press(how)
    page.evaluate("() => { window.manager.models.field._pending_msgs = 1; }")
    page.wait_for_timeout(150)
    assert page.evaluate("() => window.presses") == []
    page.evaluate("() => { window.manager.models.field._pending_msgs = 0; }")
    wait_for_press(page, "press")
    expect(button).to_be_focused()
    page.wait_for_timeout(100)
    wait_for_press(page, "press")


CHOOSER = (
    '<div class="iwk-task"><button class="jupyter-button" id="other">Open</button><i id="top"></i></div>'
)


def test_two_guards_in_one_output_let_a_press_through_once(page):
    """A task that was chosen in a list: list and task have a guard each, and "Check" did nothing."""
    guarded(page)
    before = "(html) => document.querySelector('.iwk-task').insertAdjacentHTML('beforebegin', html)"
    page.evaluate(before, CHOOSER)
    draw(page, "guard.js", {"message": "", "task": "list"}, models={"list": {}}, into="#top")
    page.evaluate("() => document.querySelector('#other').onclick = () => window.presses.push('other')")
    for number, name in enumerate(["press", "other"], 1):
        page.locator(f"#{name}").click()
        page.wait_for_timeout(300)
        assert page.evaluate("() => window.presses") == ["press", "other"][:number]


@pytest.mark.parametrize("models", [{"task": {}}, {}, {"task": {"children": ["gone"]}}])
def test_a_press_goes_through_where_nothing_is_known_to_wait(page, models):
    """With every change taken, and also should ipywidgets one day keep no such count."""
    guarded(page, models=models)
    page.locator("#press").click()
    wait_for_press(page, "press")
    page.locator("#press").click()
    wait_for_press(page, "press", "press")


def test_the_buttons_of_an_upload_and_of_others_are_not_held(page):
    guarded(page, models={"task": {"pending": 1}})
    page.locator("#upload").click()
    page.locator("#outside").click()
    assert page.evaluate("() => window.presses") == ["upload", "outside"]


# The guard: the focus

ROW = """<div id="row"><button class="jupyter-button" id="before">Previous</button>
  <button class="jupyter-button" id="next">Next</button></div>
  <div><button class="jupyter-button" id="clue">Open</button></div>
  <div><button class="jupyter-button" id="hint">Hint</button>
  <button class="jupyter-button iwk-main" id="check">Check</button></div>"""
OFF = {"disabled": "(e) => { e.disabled = true; }", "hidden": "(e) => { e.style.display = 'none'; }"}


def with_row(page):
    guarded(page)
    page.evaluate("(html) => document.querySelector('#here').insertAdjacentHTML('beforebegin', html)", ROW)
    page.evaluate("() => document.querySelector('#press').remove()")


@pytest.mark.parametrize("off", OFF)
@pytest.mark.parametrize(("button", "takes"), [("next", "before"), ("before", "next"), ("clue", "check")])
def test_the_next_button_takes_the_focus_of_one_that_is_switched_off(page, off, button, takes):
    with_row(page)
    page.locator(f"#{button}").focus()
    page.locator(f"#{button}").evaluate(OFF[off])
    expect(page.locator(f"#{takes}")).to_be_focused()
    page.keyboard.press("x")
    assert heard(page) == []


@pytest.mark.parametrize("to", ["list", "outside", "nothing"])
def test_a_focus_that_was_moved_stays_where_it_is(page, to):
    with_row(page)
    page.locator("#next").focus()
    if to == "nothing":
        page.locator("#next").blur()
    else:
        page.locator(f"#{to}").focus()
    page.locator("#next").evaluate(OFF["disabled"])
    page.wait_for_timeout(100)
    assert page.evaluate("() => document.activeElement.id") == ("" if to == "nothing" else to)


# The guard: where the eye goes

SAID = '<div class="iwk-feedback"><p class="iwk-verdict" id="said">Not yet.</p></div>'


@pytest.mark.parametrize(
    ("went", "ends"), [(None, "said"), ("radio", "radio"), ("area", "area"), ("outside", "outside")]
)
def test_the_focus_goes_to_what_was_said_unless_the_reader_has_gone_on(page, went, ends):
    guarded(page)
    page.evaluate("(html) => document.querySelector('#here').insertAdjacentHTML('beforebegin', html)", SAID)
    page.locator("#press").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.presses.length === 1")
    if went:  # the answer is late: the reader chooses again already
        page.locator(f"#{went}").focus()
    put(page, "eye", ["said", "1"])
    page.wait_for_timeout(120)
    assert page.evaluate("() => document.activeElement.id") == ends


# The guard: what is said


def test_a_message_is_spoken_and_the_same_again(page):
    guarded(page)
    live = page.locator("[role=status]")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_have_text("")
    page.evaluate(
        """() => { window.spoken = [];
          new MutationObserver(() => window.spoken.push(document.querySelector('[role=status]').textContent))
            .observe(document.querySelector('[role=status]'), {childList: true});
        }"""
    )
    words = "Not yet. <b>27</b> of the 30 pieces – Звільнено 💛"
    for _ in range(2):  # as `Guard.say` sends it
        put(page, "message", "")
        put(page, "message", words)
        expect(live).to_have_text(words)
    page.wait_for_timeout(200)
    assert [said for said in page.evaluate("() => window.spoken") if said] == [words, words]
    assert live.evaluate("(e) => e.children.length") == 0, "a message is text, never markup"


# The clock

CLOCK = {"value": 10, "last": 100, "day": 24, "days": ["30 September", "1 October"], "label": "Clock",
         "text": "1 October, 10:00"}  # fmt: skip


def test_the_clock_has_a_label_and_says_its_hour(page):
    draw(page, "time_control.js", CLOCK)
    clock = page.get_by_label("Clock")
    expect(clock).to_have_attribute("aria-valuetext", "1 October, 10:00")
    assert clock.evaluate("(e) => [e.min, e.max, e.step, e.value]") == ["0", "100", "1", "10"]
    put(page, "text", "2 October, 10:00")
    expect(page.locator("output")).to_have_text("2 October, 10:00")
    expect(clock).to_have_attribute("aria-valuetext", "2 October, 10:00")
    assert saved(page) == []


@pytest.mark.parametrize(
    ("begin", "key", "value"),
    [
        (10, "ArrowRight", 11), (10, "ArrowUp", 11), (10, "ArrowLeft", 9), (10, "ArrowDown", 9),
        (10, "PageUp", 34), (40, "PageDown", 16), (10, "Home", 0), (10, "End", 100),
        (90, "PageUp", 100), (10, "PageDown", 0),
    ],
)  # fmt: skip
def test_keys_move_the_clock_by_steps_and_days(page, begin, key, value):
    draw(page, "time_control.js", CLOCK | {"value": begin})
    page.get_by_label("Clock").focus()
    page.keyboard.press(key)
    assert saved(page) == [{"value": value}]
    assert page.get_by_label("Clock").input_value() == str(value)


@pytest.mark.parametrize(("at", "key"), [(100, "PageUp"), (100, "ArrowRight"), (0, "PageDown"), (0, "Home")])
def test_the_clock_says_nothing_at_its_end(page, at, key):
    draw(page, "time_control.js", CLOCK | {"value": at})
    page.get_by_label("Clock").focus()
    page.keyboard.press(key)
    assert saved(page) == []


def test_the_clock_follows_the_kernel_until_it_is_taken_away(page):
    draw(page, "time_control.js", CLOCK)
    clock = page.get_by_label("Clock")
    clock.focus()
    put(page, "value", 55)
    assert clock.input_value() == "55"
    expect(clock).to_be_focused()
    assert saved(page) == []
    page.evaluate("() => window.dispose()")
    assert page.evaluate("() => window.model.listening") == 0


# The passage

PASSAGE = {"text": "", "language": "en", "direction": "ltr", "first": 0, "marks": [], "selection": []}


def passage(page, text, **state):
    draw(page, "spans.js", PASSAGE | {"text": text} | state)
    box = page.get_by_role("application", name="Passage: select words")
    box.focus()
    return box


def selected(page, text):
    start, end = saved(page)[-1]["selection"]
    return text[start:end]  # in code points, as Python counts


@pytest.mark.parametrize(
    "text",
    ["one two three", "💛💙 two three", "👩🏽‍🚒 дво́є три", "‼️ e\u0301te\u0301 né", "𝔘𝔫𝔦 𝔠𝔬 𝔡𝔢", "«а» б, в!"],
)
def test_a_selection_is_in_code_points(page, text):
    box = passage(page, text)
    words = [part["text"] for part in tokens(page, [text])[0] if part["word"]]
    page.keyboard.press("Home")
    for word in words:
        assert selected(page, text) == word
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    assert selected(page, text) == text[text.index(words[0]) : text.rindex(words[-1]) + len(words[-1])]
    expect(box).to_be_focused()


def tokens(page, texts):
    return page.evaluate(
        """async (texts) => {
          const { tokens } = await import('/static/spans.js');
          return texts.map((text) => tokens(text));
        }""",
        texts,
    )


@pytest.mark.parametrize(
    ("direction", "text", "onward", "back"),
    [
        ("ltr", "Ось перше слово тут", "ArrowRight", "ArrowLeft"),
        ("rtl", "انسحبت القوات 💛 من ليمان", "ArrowLeft", "ArrowRight"),
    ],
)
def test_arrows_follow_the_direction_of_the_script(page, direction, text, onward, back):
    box = passage(page, text, direction=direction, language="ar" if direction == "rtl" else "uk")
    assert box.evaluate("(e) => [e.dir, e.lang]") == [direction, "ar" if direction == "rtl" else "uk"]
    words = text.split()
    page.keyboard.press("Home")
    page.keyboard.press(onward)
    assert selected(page, text) == words[1]
    page.keyboard.press(f"Shift+{onward}")
    assert selected(page, text) == f"{words[1]} {words[2]}"
    page.keyboard.press(f"Shift+{back}")
    page.keyboard.press(back)
    assert selected(page, text) == words[0]
    put(page, "direction", "ltr")


@pytest.mark.parametrize(
    ("direction", "key"), [("ltr", "ArrowRight"), ("rtl", "ArrowLeft"), ("ltr", "ArrowDown")]
)
def test_the_first_arrow_selects_the_first_word(page, direction, key):
    text = "перше друге третє"
    passage(page, text, direction=direction)
    page.keyboard.press(key)
    assert selected(page, text) == "перше"


def test_sentences_by_arrows_up_and_down(page):
    text = "First one here. Second one! Third."
    passage(page, text)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert selected(page, text) == "Second"
    page.keyboard.press("Shift+ArrowDown")
    assert selected(page, text) == "Second one"
    page.keyboard.press("Shift+ArrowDown")
    assert selected(page, text) == "Second one! Third"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert selected(page, text) == "First"


def test_what_stands_before_the_passage_cannot_be_selected(page):
    text = "💛 Heading. The passage itself"
    passage(page, text, first=text.index("The"))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert selected(page, text) == "The"
    page.keyboard.press("Shift+End")
    assert selected(page, text) == "The passage itself"


@pytest.mark.parametrize("key", ["Control+ArrowRight", "Alt+ArrowRight", "x", "b", "Escape"])
def test_other_keys_select_nothing(page, key):
    passage(page, "one two three")
    page.keyboard.press(key)
    assert saved(page) == []


def test_what_is_selected_is_said_with_its_marks(page):
    text = "💛 So-called volunteers left"
    start = text.index("So")
    marks = [{"start": start, "end": start + 9, "label": "LL", "name": "Loaded language", "style": 2}]
    passage(page, text, marks=marks)
    spoken = page.locator(".iwk-spans [role=status]")
    expect(spoken).to_have_text("")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(spoken).to_have_text("So-called, marked as Loaded language")
    page.keyboard.press("Shift+ArrowRight")
    expect(spoken).to_have_text("2 words, So-called to volunteers, marked as Loaded language")
    page.keyboard.press("End")
    expect(spoken).to_have_text("left")
    expect(page.locator("[data-tag=LL]")).to_have_text("So-called")


def test_marks_that_overlap_lie_below_each_other(page):
    marks = [
        {"start": 0, "end": 13, "label": "A", "name": "a", "style": 0},
        {"start": 4, "end": 7, "label": "B", "name": "b", "style": 1},
    ]
    passage(page, "one two three", marks=marks)
    classes = page.evaluate(
        """() => ['A', 'B'].map((tag) => [...document.querySelector(`[data-tag=${tag}]`).classList]
          .filter((name) => /iwk-l(ane|ine)-/.test(name)))"""
    )
    assert classes == [["iwk-lane-0", "iwk-line-0"], ["iwk-lane-1", "iwk-line-1"]]


def test_a_mark_that_takes_the_selection_ends_it_and_another_does_not(page):
    text = "one two three"
    passage(page, text)
    page.keyboard.press("Home")
    mark = {"label": "A", "name": "a", "style": 0}
    put(page, "marks", [mark | {"start": 4, "end": 7}])
    assert selected(page, text) == "one"
    put(page, "marks", [mark | {"start": 4, "end": 7}, mark | {"start": 0, "end": 3}])
    assert saved(page)[-1] == {"selection": []}
    expect(page.locator(".iwk-chosen")).to_have_text("Nothing is selected.")


def test_another_text_begins_anew(page):
    passage(page, "one two three")
    page.keyboard.press("End")
    put(page, "text", "чотири п'ять")
    assert saved(page)[-1] == {"selection": []}
    page.keyboard.press("End")
    assert selected(page, "чотири п'ять") == "п'ять"
    page.evaluate("() => window.dispose()")
    assert page.evaluate("() => window.model.listening") == 0


def test_a_text_without_words_takes_every_key(page):
    passage(page, "… !!!")
    for key in ("ArrowRight", "ArrowDown", "ArrowUp", "Home", "End", "Shift+ArrowDown"):
        page.keyboard.press(key)
    assert saved(page) == []


def test_selecting_by_mouse_counts_code_points(page):
    text = "‼️ Brutes, braggarts 💛 and more"
    passage(page, text)
    first, last = (page.locator("[data-word]", has_text=word) for word in ("Brutes", "braggarts"))
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    assert selected(page, text) == "Brutes, braggarts"


def test_offsets_are_the_same_in_chromium(page):
    """The browser's own engine counts as Python does: emoji, Cyrillic and accents never shift an offset."""
    texts = [passage.text for passage in load().passages] + ["e\u0301te\u0301 👩🏽‍🚒 Звільнено ‼️ 🇺🇦"]
    for text, found in zip(texts, tokens(page, texts), strict=True):
        assert "".join(token["text"] for token in found) == text
        assert all(text[token["start"] : token["end"]] == token["text"] for token in found)


# What is shown and not kept


def test_what_is_told_is_shown_focused_and_kept_nowhere(page):
    draw(page, "aside.js", {})
    page.evaluate("() => window.model.tell('msg:custom', {html: '<p>Names</p>'})")
    aside = page.locator(".iwk-aside")
    expect(aside).to_be_focused()
    expect(aside.locator("p")).to_have_text("Names")
    for odd in ("null", "{}", "{html: 3}"):
        page.evaluate(f"() => window.model.tell('msg:custom', {odd})")
        expect(aside.locator("p")).to_have_text("Names")
    page.evaluate("() => window.model.tell('msg:custom', {html: ''})")
    expect(aside).to_be_empty()
    assert page.evaluate("() => [window.model.state, window.model.saved, window.model.sent]") == [{}, [], []]
    page.evaluate("() => window.dispose()")
    page.evaluate("() => window.model.tell('msg:custom', {html: '<p>Again</p>'})")
    expect(aside).to_be_empty()
