"""Draws a machine without any library, the same every time.

States are columns, each rule is one row: dots on the states from which the verb may start, an
arrow to the state to which it leads. Nothing can overlap, whatever the table says, and a
row reads like a sentence. ``tabulate`` says the same in words for who cannot see pictures.
"""

from html import escape

from fairlead.core.states.machine import Machine, Rule

COLUMN = 132
ROW = 40
TOP = 58
WORDS = 176  # the width of the verbs at the left
LETTER = 6.9

_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1b2733}"
    ".who{font-size:11px;fill:#52616f}"
    ".life{stroke:#c3ccd5;stroke-dasharray:2 3}"
    ".box{fill:#e8eef4;stroke:#52616f}.end{fill:#fff;stroke:#52616f;stroke-width:3}"
    ".arrow{stroke:#0b5394;stroke-width:1.6;fill:none}"
    ".dot{fill:#0b5394}"
)


def draw(machine: Machine) -> str:
    """Return the drawing as SVG; equal tables give equal bytes."""
    width = WORDS + COLUMN * len(machine.states)
    height = TOP + ROW * len(machine.rules) + 18
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
        f'  width="{width}" height="{height}" role="img" aria-label="{escape(_words(machine))}">',
        f"<style>{_STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for column, state in enumerate(machine.states):
        lines += _state(machine, state, column, height)
    for row, rule in enumerate(machine.rules):
        lines += _rule(machine, rule, TOP + ROW * row + ROW // 2)
    return "\n".join([*lines, "</svg>", ""])


def tabulate(machine: Machine) -> str:
    """Return the same content as a Markdown table."""
    rows = [
        f"| {rule.verb} | {', '.join(rule.sources)} | {rule.target} | {rule.who or '–'} |"
        for rule in machine.rules
    ]
    head = ["| verb | from | to | who |", "|---|---|---|---|"]
    ends = ", ".join(state for state in machine.states if state in machine.terminal)
    last = f"Begins as **{machine.initial}**; ends as **{ends}**." if ends else ""
    return "\n".join([*head, *rows, "", last or f"Begins as **{machine.initial}**.", ""])


def _words(machine: Machine) -> str:
    moves = "; ".join(
        f"{rule.verb}: from {', '.join(rule.sources)} to {rule.target}" for rule in machine.rules
    )
    return f"States of {machine.name}, beginning as {machine.initial}. {moves}."


def _x(machine: Machine, state: str) -> int:
    return WORDS + COLUMN * machine.states.index(state) + COLUMN // 2


def _state(machine: Machine, state: str, column: int, height: int) -> list[str]:
    middle = WORDS + COLUMN * column + COLUMN // 2
    wide = min(COLUMN - 6, int(len(state) * LETTER) + 22)
    kind = "end" if state in machine.terminal else "box"
    lines = [
        f'<line class="life" x1="{middle}" y1="38" x2="{middle}" y2="{height - 8}"/>',
        f'<rect class="{kind}" x="{middle - wide // 2}" y="12" width="{wide}" height="26" rx="7"/>',
        f'<text x="{middle}" y="30" text-anchor="middle">{escape(state)}</text>',
    ]
    if state == machine.initial:
        lines.append(f'<circle class="dot" cx="{middle - wide // 2}" cy="25" r="5"/>')
    return lines


def _rule(machine: Machine, rule: Rule, y: int) -> list[str]:
    lines = [f'<text x="10" y="{y + 4}">{escape(rule.verb)}</text>']
    if rule.who:
        lines.append(f'<text class="who" x="10" y="{y + 17}">{escape(rule.who)}</text>')
    target = _x(machine, rule.target)
    starts = [_x(machine, source) for source in rule.sources]
    for side in (-1, 1):
        far = [x for x in starts if (x - target) * side > 0]
        if far:
            lines += _arrow(max(far, key=lambda x: abs(x - target)), target, y, side)
    if target in starts:
        lines.append(f'<path class="arrow" d="M{target} {y - 7}h16v14h-9"/>')
        lines.append(_head(target + 3, y + 7, 1))
    lines += [
        f'<circle class="dot" cx="{x}" cy="{y - 7 if x == target else y}" r="4"/>' for x in starts
    ]
    return lines


def _arrow(start: int, target: int, y: int, side: int) -> list[str]:
    tip = target + 2 * side
    return [
        f'<line class="arrow" x1="{start}" y1="{y}" x2="{tip + 6 * side}" y2="{y}"/>',
        _head(tip, y, side),
    ]


def _head(x: int, y: int, side: int) -> str:
    return f'<path class="dot" d="M{x} {y}l{8 * side} -4v8z"/>'
