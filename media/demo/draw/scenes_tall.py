"""The tall scenes (360 x 640), as a phone held upright: boatyard, night flat, front door.

Same contract as the wide ones: (t, length, talk) gives back (defs, inner SVG).
"""

import math

from kit import circle, cloud, glow, group, line, oval, path, person, rect, shade, n, drift

W, H = 360, 640


def boatyard(t, length, talk):
    defs = shade("#8ec3d6", "#f3e3c2", "sky") + shade("#5f95a3", "#4c7c8c", "sea")
    back = rect(-30, -30, 430, 720, "url(#sky)") + cloud(70 + t * 2, 96, 1.2, "#fffaf0", 0.9) + cloud(280 + t * 1.5, 150, 0.9, "#fffaf0", 0.8)
    back += rect(-30, 300, 430, 70, "url(#sea)")
    for i in range(7):
        back += line(f"M{n(-20 + i * 60 + math.sin(t + i) * 8)} {318 + (i % 3) * 16}q12 -5 24 0", "#a9d2d6", 2.4, 'opacity="0.8"')
    back += path("M-30 300Q60 276 150 298T390 286V304H-30Z", "#7c9a74")
    for i, (x, y) in enumerate(((90, 200), (150, 176), (282, 220))):
        flap = math.sin(t * 4 + i * 2) * 6
        bx = (x + t * (9 + i * 3)) % 440 - 40
        back += line(f"M{n(bx - 13)} {n(y - flap)}Q{n(bx - 4)} {n(y - 7)} {n(bx)} {y}Q{n(bx + 4)} {n(y - 7)} {n(bx + 13)} {n(y - flap)}", "#ffffff", 3)
    back += rect(-30, 366, 430, 330, "#b39a7f") + path("M-30 366Q180 354 390 366V384Q180 372 -30 384Z", "#c7ae91")
    # the hull on its props; the red bottom grows as he talks
    done = min(1.0, 0.15 + 0.8 * t / max(length, 1))
    hull = path("M-200 -70Q0 -44 190 -78Q182 20 90 62Q0 82 -90 62Q-190 20 -200 -70Z", "#f2ead8")
    hull += f'<clipPath id="wet"><rect x="-210" y="-90" width="{n(410 * done)}" height="200"/></clipPath>'
    bottom = "M-193 -20Q0 8 186 -26Q170 30 90 62Q0 82 -90 62Q-184 24 -193 -20Z"
    hull += path(bottom, "#8fa3a8") + path(bottom, "#b8392f", 'clip-path="url(#wet)"')
    hull += line("M-199 -66Q0 -40 190 -74", "#2f5f78", 9) + path("M-60 -60V-104H54L80 -66Z", "#d9e4e2") + "".join(circle(x, -82, 8, "#6f9aa8") for x in (-34, -6, 22))
    back += group(hull, 176, 330, 0.98)
    for x in (52, 300):
        back += line(f"M{x} 378L{x + (24 if x < 180 else -24)} 470M{x + (46 if x < 180 else -46)} 388L{x + 10} 470", "#7a5a40", 9)
    back += rect(20, 468, 90, 10, "#6a4d38", 3) + rect(256, 468, 90, 10, "#6a4d38", 3)
    tin = rect(-24, -36, 48, 40, "#c9d0d2", 4) + rect(-24, -24, 48, 16, "#b8392f") + oval(0, -36, 24, 6, "#b8392f") + path("M14 -34q4 16 0 22q-5 -8 0 -22Z", "#b8392f")
    beanie = path("M-56 -26Q-60 -92 0 -94Q60 -92 56 -26Q0 -40 -56 -26Z", "#2f5f78") + path("M-60 -32Q0 -52 60 -32L58 -14Q0 -34 -58 -14Z", "#264e64") + circle(0, -96, 12, "#f2ead8")
    deano = person(t, talk, "#eebd9a", "#5a3b2a", "crop", "#3f5668", seed=3, look=0.3, hat=beanie, beard=None, collar="#e0a02e")
    straps = path("M-70 104L-58 98L-44 330H-62ZM70 104L58 98L44 330H62Z", "#e0a02e")
    swish = math.sin(t * 2.4) * 7
    brush = group(line("M0 0L0 -70", "#c99a5e", 11) + rect(-20, -96, 40, 28, "#8d979c", 3) + path("M-21 -96Q-18 -130 -10 -128L0 -132L10 -128Q18 -130 21 -96Z", "#b8392f"), 112, 214, 1.0, 10 + swish)
    glove = circle(112, 206, 22, "#6aa08a") + path("M92 210L86 320H140L132 210Z", "#3f5668")
    return defs, drift(back + group(tin, 60, 604, 1.2) + group(deano + straps + brush + glove, 168, 404, 0.98), t, length, W, H, 0.05, 0, -6)


def night(t, length, talk):
    defs = shade("#1f2747", "#43416b", "sky") + glow("#ffe2a8", "lamp", 0.5) + glow("#cfd8ff", "moon", 0.6)
    back = rect(-30, -30, 430, 720, "#4a3f52")
    view = rect(40, 40, 280, 330, "url(#sky)") + circle(256, 104, 60, "url(#moon)") + circle(256, 104, 20, "#f4efd8") + circle(264, 98, 17, "#242c50", 'opacity="0.9"')
    for i in range(24):
        x, y = 48 + (i * 71) % 262, 50 + (i * 43) % 150
        view += circle(x, y, 1.1 + 0.5 * math.sin(t * 2 + i), "#fff", 'opacity="0.75"')
    # two other towers; three lights are on, and one goes out while she talks
    on = {(0, 2, 4), (0, 1, 9), (1, 1, 6)}
    for b, (x, y, wide, rows, cols) in enumerate(((62, 168, 92, 12, 4), (206, 214, 82, 9, 4))):
        view += rect(x, y, wide, 240, "#2b2c4a") + rect(x - 3, y - 6, wide + 6, 8, "#232440")
        for r in range(rows):
            for c in range(cols):
                lit = (b, c, r) in on and not (b == 1 and t > length * 0.72)
                wx, wy = x + 10 + c * ((wide - 12) / cols), y + 10 + r * 17
                if lit:
                    view += circle(wx + 6, wy + 5, 16, "url(#lamp)")
                view += rect(wx, wy, 12, 10, "#ffd98c" if lit else "#38395c", 1)
    view += "".join(circle(44 + i * 24, 366 - (i * 7) % 9, 2.4, "#ffcf87", 'opacity="0.8"') for i in range(12))
    back += rect(28, 28, 304, 354, "#d8cbb8", 5) + f'<clipPath id="glass"><rect x="40" y="40" width="280" height="330"/></clipPath><g clip-path="url(#glass)">{view}</g>'
    back += rect(176, 40, 8, 330, "#d8cbb8") + rect(16, 378, 328, 16, "#e6d9c6", 4)
    sway = math.sin(t * 0.6) * 3
    back += path(f"M-30 10H70Q{n(52 + sway)} 200 58 470H-30Z", "#7a5b78") + path(f"M390 10H292Q{n(310 - sway)} 200 304 470H390Z", "#7a5b78") + rect(-30, 4, 430, 16, "#5f4660", 5)
    bottle = path("M-11 0V-32Q-11 -38 0 -38Q11 -38 11 -32V0Z", "#e9f0f2") + rect(-11, -20, 22, 20, "#fff") + path("M-8 -38Q-6 -52 0 -52Q6 -52 8 -38Z", "#f2d9b8")
    back += group(bottle, 292, 378) + group(rect(-16, -22, 32, 22, "#c76c8b", 5) + line("M16 -18q10 1 8 9q-2 6 -9 6", "#c76c8b", 4), 70, 378)
    sway_baby = math.sin(t * 1.6) * 3
    mum = person(t, talk * 0.7, "#f0c6ab", "#6b3f35", "bun", "#8fa6b8", seed=7, look=-0.1)
    baby = oval(0, 34, 84, 50, "#f3d9a4") + oval(0, 46, 78, 38, "#eccb8c") + circle(-54, 6, 33, "#f4cdb5") + path("M-84 -4Q-80 -32 -52 -30Q-28 -28 -24 -10Q-50 -20 -84 -4Z", "#8a5a48")
    baby += line("M-70 10q6 4 11 0M-47 10q6 4 11 0", "#3b2f3a", 2.2) + line("M-57 21q4 2 7 0", "#a5584f", 2.2) + circle(-68, 18, 5, "#e0665a", 'opacity="0.3"')
    arm = path("M-126 96Q-150 40 -116 34Q-88 40 -70 60Q0 96 92 70L110 40Q136 36 140 66Q128 120 60 132Q-40 140 -126 96Z", "#8fa6b8") + oval(96, 62, 24, 15, "#f0c6ab")
    return defs, drift(back + circle(180, 620, 260, "url(#lamp)") + group(mum + group(baby + arm, 6 + sway_baby, 158, 0.96, sway_baby * 0.5), 178, 372, 0.98), t, length, W, H, 0.05, 2, -5)


def front_door(t, length, talk):
    defs = shade("#d9c4a5", "#c7ad8b", "wall") + glow("#fff0c8", "light", 0.8)
    back = rect(-30, -30, 430, 720, "url(#wall)")
    back += "".join(rect(-20 + i * 34, -20, 2, 560, "#cdb592", 0, 'opacity="0.6"') for i in range(13))
    back += rect(60, 24, 240, 520, "#f4ebda", 4) + rect(74, 38, 212, 506, "#2f7f7a", 3)
    for x, y, wide, tall in ((94, 154, 76, 120), (190, 154, 76, 120), (94, 330, 76, 160), (190, 330, 76, 160)):
        back += rect(x, y, wide, tall, "#276c68", 4) + rect(x + 6, y + 6, wide - 12, tall - 12, "#348b85", 3)
    # the fanlight, with a shadow going by outside near the end
    back += rect(94, 56, 172, 76, "#eaf3ee", 5) + rect(177, 56, 6, 76, "#276c68") + circle(180, 110, 170, "url(#light)")
    if t > length - 7:
        part = (t - (length - 7)) / 7
        back += f'<clipPath id="fan"><rect x="94" y="56" width="172" height="76"/></clipPath><g clip-path="url(#fan)"><path d="M{n(40 + part * 110)} 140q4 -50 24 -52q-8 -24 8 -26q16 2 8 26q20 2 24 52Z" fill="#8fa3a0" opacity="0.6"/></g>'
    back += rect(140, 292, 80, 18, "#d9b25f", 4) + rect(146, 298, 68, 5, "#8f6d2d", 2) + circle(266, 308, 10, "#d9b25f") + rect(258, 250, 16, 26, "#d9b25f", 4) + circle(266, 260, 3.6, "#6b5223")
    # the chain, the one thing he can lock from the inside
    swing = math.sin(t * 1.5) * 3
    back += line(f"M282 222Q{n(270 + swing)} 246 {n(246 + swing)} 226", "#b9bcc0", 4, 'stroke-dasharray="5 5"') + rect(274, 216, 16, 12, "#9da2a8", 2)
    back += rect(-30, 540, 430, 160, "#8a6a52") + rect(-30, 534, 430, 12, "#f4ebda") + path("M80 560H280L310 612H50Z", "#a4553f") + path("M96 568H264L282 602H78Z", "none", 'stroke="#e0b98a" stroke-width="3"')
    # the bare fitting where a bulb would go
    back += line("M36 -20V78", "#57504c", 3) + rect(28, 76, 16, 20, "#e9e2d4", 3) + rect(31, 95, 10, 5, "#57504c")
    back += rect(308, 120, 34, 44, "#f4ebda", 3) + "".join(line(f"M{316 + i * 9} 152v8q0 5 -4 4", "#8f6d2d", 3) for i in range(3))
    cap = path("M-55 -34Q-56 -88 0 -90Q56 -88 55 -34Q0 -50 -55 -34Z", "#444b6e") + path("M-52 -40Q-10 -58 40 -46Q84 -40 88 -28Q40 -38 -52 -30Z", "#383e5c")
    teller = person(t, talk, "#a9704e", "#2f2326", "crop", "#d98a3f", seed=8, look=0.1, hat=cap, collar="#b56f2c")
    envelope = rect(-62, -40, 124, 80, "#f4e6c8", 4) + line("M-58 -36L0 10L58 -36", "#d0bb90", 3)
    key = circle(0, -2, 15, "#d9a83f") + circle(0, -2, 6.5, "#f4e6c8") + rect(-3.5, 10, 7, 40, "#d9a83f", 2) + rect(3, 34, 11, 6, "#d9a83f") + rect(3, 44, 8, 6, "#d9a83f")
    shown = group(envelope + group(key, 10, -6, 0.95, -48 + math.sin(t * 1.7) * 4) + oval(-60, 26, 20, 16, "#a9704e") + path("M-78 30L-120 120H-40L-46 36Z", "#d98a3f"), 70, 186 + math.sin(t * 1.1) * 3, 0.95, -6)
    return defs, drift(back + group(teller + shown, 162, 362, 0.98), t, length, W, H, 0.05, 4, -4)
