"""Shapes for the demo's drawn films: flat, warm, no outlines.

Every function returns a piece of SVG. Lengths are pixels of the finished frame,
times are seconds from the start of the film. Nothing here reads or writes files.
"""

import math
import random

INK = "#3b2f3a"


def n(value):
    """A number short enough for a frame's SVG."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def rect(x, y, w, h, fill, r=0, extra=""):
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" rx="{n(r)}" fill="{fill}" {extra}/>'


def circle(x, y, r, fill, extra=""):
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}" {extra}/>'


def oval(x, y, rx, ry, fill, extra=""):
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}" {extra}/>'


def path(d, fill="none", extra=""):
    return f'<path d="{d}" fill="{fill}" {extra}/>'


def line(d, stroke, width, extra=""):
    return f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{n(width)}" stroke-linecap="round" stroke-linejoin="round" {extra}/>'


def group(inner, x=0, y=0, scale=1, turn=0, extra=""):
    return (
        f'<g transform="translate({n(x)} {n(y)}) rotate({turn:.2f}) scale({scale:.4f})" {extra}>{inner}</g>'
    )


def shade(top, bottom, name):
    """A soft wash from top to bottom; use it as fill url(#name)."""
    return (
        f'<linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{bottom}"/></linearGradient>'
    )


def glow(colour, name, strength=0.6):
    return (
        f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{strength}"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
    )


def page(w, h, inner, defs=""):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
        f"<defs>{defs}</defs>{inner}</svg>"
    )


def drift(inner, t, length, w, h, grow=0.05, dx=0.0, dy=0.0):
    """A slow hand-held zoom and pan about the middle of the frame."""
    part = t / max(length, 0.1)
    ease = part * part * (3 - 2 * part)
    scale = 1.02 + grow * ease
    sway_x = math.sin(t * 0.7) * 1.4 + dx * ease
    sway_y = math.sin(t * 0.9 + 1) * 1.0 + dy * ease
    return group(
        group(inner, -w / 2, -h / 2),
        w / 2 + sway_x,
        h / 2 + sway_y,
        scale,
    )


def rain(t, w, h, seed, count, colour="#ffffff", opacity=0.35):
    """Slanting rain that falls past the frame again and again."""
    rng = random.Random(seed)
    out = []
    for _ in range(count):
        x, y = rng.uniform(-40, w + 40), rng.uniform(0, h)
        speed, length = rng.uniform(330, 520), rng.uniform(9, 20)
        fall = (y + speed * t) % (h + 40) - 20
        out.append(f"M{n(x - fall * 0.12)} {n(fall)}l{n(-length * 0.12)} {n(length)}")
    return line("".join(out), colour, 1.6, f'opacity="{opacity}"')


def steam(t, x, y, colour="#ffffff"):
    """Three curls of steam rising from (x, y)."""
    out = []
    for i in range(3):
        age = (t * 0.45 + i / 3) % 1
        top = y - 14 - age * 52
        bend = math.sin(t * 1.3 + i * 2) * 6
        out.append(
            line(
                f"M{n(x + (i - 1) * 9)} {n(top + 18)}q{n(bend)} -9 0 -18q{n(-bend)} -9 0 -16",
                colour,
                4,
                f'opacity="{n(0.55 * math.sin(age * math.pi))}"',
            )
        )
    return "".join(out)


def mouth(level, y=26):
    """level 0 is a closed, easy mouth; 1 is wide open."""
    if level < 0.12:
        return line(f"M-13 {y}q13 8 26 0", "#7d3b3b", 3.4)
    tall = 3 + 10 * level
    return (
        oval(0, y + tall * 0.35, 11 + 3 * level, tall, "#6b2a30")
        + oval(0, y + tall * 0.35 + tall * 0.55, 8, tall * 0.4, "#c46a6a")
    )


def eyes(t, seed, look=0.0):
    """Two eyes that blink every few seconds; look is -1 (left) to 1 (right)."""
    beat = (t + seed * 1.7) % (3.1 + (seed % 3) * 0.6)
    out = []
    for side in (-1, 1):
        x = side * 19
        if beat < 0.13:
            out.append(line(f"M{n(x - 6)} -5q6 4 12 0", INK, 3))
        else:
            out.append(circle(x + look * 3, -6, 4.4, INK) + circle(x + look * 3 + 1.4, -7.5, 1.3, "#fff"))
    return "".join(out)


HAIR = {
    "crop": lambda c: path("M-52 -10C-58 -66 -26 -78 0 -78C30 -78 60 -62 52 -8C46 -30 36 -44 20 -46C-6 -40 -40 -46 -52 -10Z", c),
    "bob": lambda c: path("M-58 34C-72 -40 -46 -82 0 -82C46 -82 72 -40 58 34C50 40 44 30 46 0C40 -26 22 -40 -8 -46C-26 -34 -44 -22 -46 6C-46 32 -52 40 -58 34Z", c),
    "curls": lambda c: "".join(
        circle(52 * math.cos(a) * 1.02, -22 + 46 * math.sin(a), 21, c)
        for a in [math.pi * (1 + i / 8) for i in range(9)]
    )
    + oval(0, -52, 46, 26, c),
    "bun": lambda c: circle(0, -84, 20, c)
    + path("M-54 2C-62 -58 -34 -80 0 -80C34 -80 62 -58 54 2C48 -26 34 -44 0 -46C-34 -44 -48 -26 -54 2Z", c),
    "wisps": lambda c: path("M-54 0C-58 -34 -52 -50 -42 -56C-48 -36 -48 -18 -48 2ZM54 0C58 -34 52 -50 42 -56C48 -36 48 -18 48 2Z", c),
    "tied": lambda c: path("M44 -56C86 -60 92 -6 70 30C66 0 60 -22 44 -34Z", c)
    + path("M-54 0C-62 -62 -30 -80 0 -80C34 -80 60 -60 54 0C44 -30 22 -50 -8 -52C-30 -44 -46 -28 -54 0Z", c),
}


def person(t, talk, skin, hair, style, top, seed=1, look=0.0, glasses=None, hat="", beard=None, collar=None, lines=False, over=""):
    """Head and shoulders about (0, 0) = the middle of the face; roughly 260 px wide."""
    nod = math.sin(t * 1.9 + seed) * 1.2 + talk * 1.6
    lean = math.sin(t * 0.8 + seed) * 1.1
    neck = path("M-22 40L-24 92Q0 108 24 92L22 40Z", skin) + path("M-22 50Q0 74 22 50L23 66Q0 84 -23 66Z", INK, 'opacity="0.13"')
    body = path("M-128 190C-126 116 -92 92 -30 82Q0 104 30 82C92 92 126 116 128 190V330H-128Z", top)
    if collar:
        body += path("M-30 82Q0 108 30 82L40 92Q0 130 -40 92Z", collar)
    behind = path("M-57 10C-66 44 -62 60 -50 66H50C62 60 66 44 57 10Z", hair) if style == "bob" else ""
    ears = circle(-53, 0, 10, skin) + circle(53, 0, 10, skin)
    face = path("M-52 -14C-52 -58 -30 -70 0 -70C30 -70 52 -58 52 -14C52 34 30 60 0 60C-30 60 -52 34 -52 -14Z", skin)
    cheeks = circle(-32, 16, 10, "#e0665a", 'opacity="0.22"') + circle(32, 16, 10, "#e0665a", 'opacity="0.22"')
    nose = line("M1 -2q6 10 -2 13", INK, 2.6, 'opacity="0.45"')
    brow = line(f"M-27 {n(-20 - talk * 2)}q8 -5 16 0M11 {n(-20 - talk * 2)}q8 -5 16 0", hair, 3.6)
    age = line("M-40 -2l-5 -3M-40 3l-6 1M40 -2l5 -3M40 3l6 1M-20 20q-4 6 -2 12M20 20q4 6 2 12", INK, 1.6, 'opacity="0.35"') if lines else ""
    chin = ""
    if beard:
        chin = path("M-50 2C-50 44 -28 66 0 66C28 66 50 44 50 2C44 18 34 18 22 16Q0 12 -22 16C-34 18 -44 18 -50 2Z", beard)
    specs = ""
    if glasses:
        specs = (
            f'<g fill="#fff" fill-opacity="0.18" stroke="{glasses}" stroke-width="3.4"><circle cx="-19" cy="-6" r="14"/>'
            f'<circle cx="19" cy="-6" r="14"/><path d="M-5 -7q5 -4 10 0M-33 -8l-18 -4M33 -8l18 -4" fill="none"/></g>'
        )
    head = behind + ears + face + cheeks + chin + age + nose + eyes(t, seed, look) + mouth(talk) + brow + HAIR[style](hair) + specs + hat
    return body + neck + group(head, 0, nod, 1, lean) + over






def cloud(x, y, s, colour, opacity=1.0):
    return group(oval(0, 0, 46, 16, colour) + circle(-14, -10, 18, colour) + circle(14, -14, 23, colour), x, y, s, 0, f'opacity="{opacity}"')


def plant(x, y, s, leaf, turn=0.0):
    """A leafy row plant whose foot stands at (x, y)."""
    out = line("M0 0V-26", "#5d7f45", 4)
    for side, up, tilt in ((-1, -10, 38), (1, -14, 34), (-1, -22, 22), (1, -26, 14)):
        out += group(oval(0, -13, 7, 15, leaf), 0, up, 1, side * tilt)
    return group(out, x, y, s, turn)
