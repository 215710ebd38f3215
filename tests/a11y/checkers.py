"""What is looked for on a page in a browser: axe's rules, and what no rule looks at."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

OWN = Path(__file__).with_name("own.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP = {"width": 1280, "height": 900}

# WCAG 1.4.12, the values of the criterion.
SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
"""
COMPOUND_ROLES = frozenset({"Date", "InputTime"})
"""Fields that the browser puts together; their parts carry the browser's own names."""

NAMED_ROLES = COMPOUND_ROLES | {"textbox", "combobox", "spinbutton", "button", "link", "DisclosureTriangle"}
GROUPED_ROLES = frozenset({"radio", "checkbox", *COMPOUND_ROLES})
GROUPS = frozenset({"group", "radiogroup"})

Checker = Callable[[Page], list[str]]
Node = dict[str, Any]
Tree = Mapping[str, Node]


def axe(page: Page) -> list[str]:
    """The violations of axe's rules, A and AA up to WCAG 2.2, and its good practice."""
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]
    ]


def keyboard(page: Page) -> list[str]:
    """What Tab does not reach, where it gets stuck, and where the focus is not seen."""
    expected: dict[str, str] = page.evaluate("own.stops()")
    reached: list[str] = []
    faults: list[str] = []
    parts = page.locator("[type=date], [type=time], [type=month]").count() * 5
    for _ in range(len(expected) + parts + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate("own.focus()")
        if not stop["key"]:
            break
        if stop["key"] not in reached[-1:]:
            faults += stop["faults"]
            reached.append(stop["key"])
    else:
        faults.append(f"no way out after {expected.get(reached[-1])}")
    faults += [f"not reached: {words}" for key, words in expected.items() if key not in reached]
    return faults


def narrow(page: Page) -> list[str]:
    """What does not fit into 320 pixels."""
    page.set_viewport_size({"width": 320, "height": 640})
    found = page.evaluate("[...own.width(), ...own.lost(), ...own.overlaps()]")
    page.set_viewport_size(DESKTOP)
    return list(found)


def zoomed(page: Page) -> list[str]:
    """What does not fit when a window of 1280 pixels is zoomed to 200 %."""
    page.set_viewport_size({"width": 640, "height": 450})
    found = page.evaluate("[...own.width(), ...own.lost(), ...own.overlaps()]")
    page.set_viewport_size(DESKTOP)
    return list(found)


def spaced(page: Page) -> list[str]:
    """What is lost when a reader spaces text out."""
    style = page.add_style_tag(content=SPACING)
    found = page.evaluate("[...own.width(), ...own.lost(), ...own.overlaps()]")
    style.evaluate("element => element.remove()")
    return list(found)


def targets(page: Page) -> list[str]:
    """Controls under 24 by 24 pixels."""
    return list(page.evaluate("own.targets()"))


def forced_colours(page: Page) -> list[str]:
    """Fields without an edge and icons without a colour when the reader forces colours."""
    page.emulate_media(forced_colors="active")
    found = page.evaluate("own.forced()")
    page.emulate_media(forced_colors="none")
    return list(found)


def motion(page: Page) -> list[str]:
    """What moves although the reader asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    return list(page.evaluate("own.motion()"))


# A link of a drawing has neither text that is laid out nor an address as text. Names are compared without
# their spaces: the tree of a screen reader sets some between parts that the page does not.
_NAME_AND_WAY = """each => [
    (each.getAttribute("aria-label") ?? each.innerText).replace(/\\s+/g, ""),
    each.href.baseVal ?? each.href,
]"""


def names(page: Page) -> list[str]:
    """Controls without a name or with that of another, as the tree of a screen reader has them."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    tree = {node["nodeId"]: node for node in nodes}
    called = Counter(_called(node, tree) for node in nodes if _is_control(node, tree))
    nameless = [f"no name: {role}" for role, _group, name in called if not name]
    links = page.eval_on_selector_all("a[href]", f"all => all.map({_NAME_AND_WAY})")
    ways = Counter(name for name, _way in {(name, way) for name, way in links})
    return nameless + [
        f"{n} times: {role} {group} {name}".replace("  ", " ")
        for (role, group, name), n in called.items()
        if n > 1 and name and not (role == "link" and ways["".join(name.split())] == 1)
    ]


def _is_control(node: Node, tree: Tree) -> bool:
    if node.get("ignored") or node["role"]["value"] not in NAMED_ROLES | GROUPED_ROLES:
        return False
    return not any(above["role"]["value"] in COMPOUND_ROLES for above in _above(node, tree))


def _called(node: Node, tree: Tree) -> tuple[str, str, str]:
    """The role, the name of the group around it where groups tell controls apart, and the name."""
    role = node["role"]["value"]
    groups = [_name(above) for above in _above(node, tree) if above["role"]["value"] in GROUPS]
    return role, next(filter(None, groups), "") if role in GROUPED_ROLES else "", _name(node)


def _above(node: Node, tree: Tree) -> Iterator[Node]:
    while (above := tree.get(node.get("parentId", ""))) is not None:
        yield above
        node = above


def _name(node: Node) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def summary(page: Page) -> list[str]:
    """Where the summary of faults and the fields do not work together."""
    return list(page.evaluate("own.summary()"))


CHECKERS: dict[str, Checker] = {
    "axe": axe,
    "names": names,
    "targets": targets,
    "motion": motion,
    "forced colours": forced_colours,
    "text spacing": spaced,
    "200 %": zoomed,
    "320 pixels": narrow,
    "keyboard": keyboard,
}
"""Those for every page. The keyboard comes last, for it leaves the page scrolled and the focus somewhere."""


def check(page: Page, axe_script: str) -> list[str]:
    """All faults of the page that is open, each with its checker's name; the summary's where there is one."""
    page.evaluate(axe_script)
    page.evaluate(OWN)
    found = [f"summary: {fault}" for fault in summary(page)] if page.locator("[autofocus]").count() else []
    return found + [f"{name}: {fault}" for name, checker in CHECKERS.items() for fault in checker(page)]
