"""The wide scenes (640 x 360): bus stop, hall, kitchen window, allotment, mug.

Each takes t (seconds), length (seconds), talk (0..1, how loud the voice is now) and
gives back (defs, inner SVG).
"""

import math

from kit import (
    circle, cloud, glow, group, line, oval, path, person, plant, rain, rect, shade, steam, n, drift,
)

W, H = 640, 360


def bus_stop(t, length, talk):
    defs = shade("#8fa3b5", "#c9cfd0", "sky") + shade("#6d7480", "#565c69", "road")
    back = rect(-30, -30, 700, 420, "url(#sky)")
    back += cloud(120 + t * 2, 52, 1.5, "#b4c0c9") + cloud(470 + t * 1.4, 40, 1.9, "#aab7c2")
    # the row of shops across the road, with the chip shop lit
    for i, (wide, tall, wall, roof) in enumerate(
        [(118, 128, "#a9796a", "#6e4f4b"), (132, 142, "#b98d72", "#755650"), (120, 122, "#a3766f", "#684a4b"), (150, 136, "#b58a7a", "#70524e"), (160, 128, "#9f7468", "#674b49")]
    ):
        x = -20 + sum([118, 132, 120, 150, 160][:i])
        back += rect(x, 232 - tall, wide, tall, wall) + rect(x - 2, 232 - tall - 13, wide + 4, 14, roof)
        back += rect(x + 16, 250 - tall, 26, 32, "#e2cfae" if i != 2 else "#7f8b95", 2) + rect(x + wide - 46, 250 - tall, 26, 32, "#7f8b95", 2)
    back += rect(104, 168, 120, 14, "#d9573f", 3) + rect(110, 184, 72, 48, "#ffdf8f", 2) + rect(188, 184, 28, 48, "#8c4236", 2)
    back += group(path("M-16 0Q0 -11 16 0Q0 11 -16 0ZM14 0l12 -8v16Z", "#fff6e0") + circle(-8, -2, 1.8, "#d9573f"), 146, 207, 1)
    back += rect(-30, 232, 700, 30, "#a3a7a9") + rect(-30, 258, 700, 140, "url(#road)")
    back += "".join(rect(x, 286, 44, 5, "#d7d5c6", 2, 'opacity="0.7"') for x in range(-10, 660, 92))
    # the bus comes in for the last few seconds, and stops
    start = length - 6.5
    if t > start:
        part = min(1.0, (t - start) / 3.6)
        x = 700 - (1 - (1 - part) ** 3) * 420
        bus = rect(0, 0, 330, 118, "#c8452f", 14) + rect(0, 58, 330, 12, "#f3d9a4")
        bus += "".join(rect(22 + i * 52, 14, 44, 38, "#dfeaf0", 5) for i in range(1, 6)) + rect(8, 14, 50, 62, "#e9f2f5", 6)
        bus += group(circle(0, 0, 9, "#9b6a4e") + path("M-15 28Q-13 11 0 11Q13 11 15 28Z", "#38506b"), 34, 42)
        bus += rect(80, -9, 92, 20, "#2d2a33", 5) + "".join(circle(92 + i * 9, 1, 2.3, "#ffc54d") for i in range(8))
        turn = (x * 2.1) % 360
        for wx in (74, 262):
            bus += circle(wx, 118, 22, "#2c2b33") + group(circle(0, 0, 10, "#9aa0a8") + rect(-1.5, -10, 3, 20, "#5f656e"), wx, 118, 1, -turn)
        back += group(bus, x, 150)
    pole = rect(468, 96, 7, 226, "#4c545f", 2) + rect(438, 62, 68, 48, "#2f6f62", 6) + rect(446, 70, 52, 15, "#f4ead2", 3)
    pole += "".join(circle(454 + i * 9, 77.5, 2.4, "#2f6f62") for i in range(5)) + rect(452, 93, 40, 3, "#f4ead2") + rect(452, 100, 28, 3, "#f4ead2")
    shelter = rect(538, 92, 150, 12, "#3f4a55", 3) + rect(548, 100, 7, 222, "#4c545f") + rect(556, 108, 110, 130, "#dfe9ec", 0, 'opacity="0.35"')
    ground = rect(-30, 318, 700, 80, "#8d8a86") + rect(-30, 316, 700, 6, "#b5b0a8")
    for i, x in enumerate((60, 330, 560)):
        ring = (t * 0.8 + i * 0.37) % 1
        ground += oval(x, 340, 34, 6, "#a9b5bd", 'opacity="0.8"') + f'<ellipse cx="{x}" cy="340" rx="{n(30 * ring)}" ry="{n(5 * ring)}" fill="none" stroke="#fff" stroke-width="1.4" opacity="{n(1 - ring)}"/>'
    hood = path("M-66 30C-84 -52 -52 -92 0 -92C52 -92 84 -52 66 30C72 62 60 78 44 84C56 60 60 20 54 -12C48 -46 28 -62 0 -62C-28 -62 -48 -46 -54 -12C-60 20 -56 60 -44 84C-60 78 -72 62 -66 30Z", "#e0a02e")
    sam = person(t, talk, "#f0c3a0", "#7a4a2c", "crop", "#e0a02e", seed=1, look=0.6 if t > start else 0.1, hat=hood)
    sam = group(sam + line("M0 104V300", "#b97f1e", 4), 214, 214 + math.sin(t * 1.3) * 1.2, 1.02)
    # one arm up for the wave, near the middle where Dawn waves
    front = pole + shelter + ground + sam
    return defs, drift(back + rain(t, W, H, 7, 50, opacity=0.3) + front, t, length, W, H, 0.05, -6, -4) + rain(t * 1.15, W, H, 3, 26, opacity=0.42)


def hall(t, length, talk):
    defs = shade("#f0d9b5", "#e7c69a", "wall") + glow("#fff3cf", "sun", 0.75)
    back = rect(-30, -30, 700, 420, "url(#wall)")
    for x in (60, 232, 404):
        back += rect(x, 28, 104, 112, "#f7efe0", 4) + rect(x + 7, 35, 90, 98, "#a9d0d8") + cloud(x + 50 + math.sin(t * 0.1) * 8, 92, 0.6, "#f3fafa")
        back += rect(x + 49, 35, 6, 98, "#f7efe0") + rect(x + 7, 80, 90, 5, "#f7efe0")
    back += circle(300, 120, 240, "url(#sun)")
    # bunting
    swing = math.sin(t * 0.9) * 2
    back += line(f"M-20 10Q160 {n(44 + swing)} 330 12Q500 {n(46 - swing)} 670 10", "#8c5f4d", 2)
    colours = ["#d9573f", "#2f8277", "#e7ab38", "#5f6fa5", "#c76c8b"]
    for i in range(20):
        x = -4 + i * 34
        local = ((x + 20) % 345) / 345
        y = 12 + math.sin(local * math.pi) * 17
        back += path(f"M{n(x - 10)} {n(y)}h20l-10 {n(22 + math.sin(t * 2 + i) * 1.5)}Z", colours[i % 5])
    back += rect(-30, 214, 700, 10, "#b98b5f") + rect(-30, 224, 700, 180, "#c99c6c")
    back += "".join(line(f"M{-60 + i * 90} 380L{110 + i * 46} 224", "#b98b5f", 2) for i in range(10))
    # serving hatch with the dinners
    back += rect(540, 66, 130, 90, "#7a5646", 4) + rect(548, 74, 120, 74, "#f4c877") + rect(534, 152, 140, 14, "#f7efe0", 3)
    back += path("M566 152v-22h46v22Z", "#b9c2c6") + rect(562, 126, 54, 6, "#8d979c", 3) + steam(t, 589, 122, "#fffaf0")
    # string of cards
    back += line("M-20 156Q90 176 216 158", "#8c5f4d", 1.6)
    for i in range(8):
        back += group(rect(-9, 0, 18, 24, ["#fff8ea", "#f3c7bd", "#cfe3dc", "#f6e2a9"][i % 4], 2) + circle(0, 10, 4, colours[i % 5]), 2 + i * 28, 160 + math.sin(i / 7 * math.pi) * 9, 1, math.sin(t * 1.2 + i) * 3)
    # tables and the keyboard
    table = rect(0, 0, 150, 12, "#e9eef0", 4) + rect(16, 12, 7, 60, "#77706e") + rect(126, 12, 7, 60, "#77706e")
    back += group(table, 20, 232) + group(rect(0, 0, 22, 18, "#d9573f", 4) + rect(30, 2, 20, 16, "#2f8277", 4), 62, 214)
    keys = rect(0, 0, 170, 26, "#32313b", 5) + "".join(rect(8 + i * 10.4, 8, 9, 15, "#f8f4ea", 1) for i in range(15))
    keys += "".join(rect(14.5 + i * 10.4, 8, 5, 8, "#32313b", 1) for i in range(14) if i % 7 not in (2, 6))
    back += group(keys, 470, 236, 1) + line("M500 264l60 70M600 264l-66 70", "#57535a", 6)
    if int(t * 1.1) % 3 == 0:
        up = (t * 1.1) % 1
        back += group(oval(0, 0, 6, 4.6, "#8c3f52") + line("M5 0V-20q8 2 9 9", "#8c3f52", 2.4), 560 + up * 16, 224 - up * 34, 1, -8, f'opacity="{n(1 - up)}"')
    brooch = circle(46, 126, 8, "#f4d35e") + circle(46, 126, 3, "#fff")
    lady = person(t, talk, "#f2c9ad", "#b9a79b", "bob", "#8c4a6b", seed=2, glasses="#5b3c52", collar="#f5e6d6", lines=True, over=brooch)
    return defs, drift(back + group(lady, 330, 214, 1.04), t, length, W, H, 0.06, 5, -3)


def kitchen_window(t, length, talk):
    defs = shade("#bfe0ea", "#eef5e6", "out") + glow("#fff4cf", "sun", 0.35)
    back = rect(-30, -30, 700, 420, "#efe0c6")
    back += "".join(rect(-24 + c * 44, 246 + r * 30, 42, 28, "#e4ecdf" if (r + c) % 2 else "#dbe5d4", 3) for r in range(2) for c in range(16))
    back += rect(176, 18, 420, 212, "#fbf6ea", 6) + rect(188, 30, 396, 188, "url(#out)")
    garden = path("M188 176Q300 150 400 172T584 160V218H188Z", "#8fb573") + path("M188 196Q330 180 584 194V218H188Z", "#7aa562")
    garden += rect(188, 150, 396, 5, "#a98963") + "".join(rect(190 + i * 22, 138, 14, 50, "#b8966d", 3) for i in range(18))
    garden += circle(250, 110, 30, "#6f9a5b") + circle(280, 120, 22, "#7aa562") + rect(257, 120, 6, 50, "#7d5b41")
    garden += cloud(330 + t * 2.2, 62, 0.9, "#ffffff", 0.9) + cloud(520 + t * 1.5, 78, 0.7, "#ffffff", 0.8)
    # the Hendersons' washing, blowing
    garden += rect(336, 84, 5, 100, "#8a6f56") + rect(560, 80, 5, 104, "#8a6f56") + line("M338 92Q450 110 562 88", "#f7f3ea", 2)
    for i, (kind, colour) in enumerate([("shirt", "#d9573f"), ("sheet", "#fff8ea"), ("trousers", "#4d6a94"), ("shirt", "#e7ab38"), ("sock", "#2f8277"), ("sock", "#2f8277")]):
        x = 358 + i * 36
        y = 92 + math.sin((x - 338) / 224 * math.pi) * 9
        blow = math.sin(t * 2.2 + i * 0.8) * 9 + 4
        if kind == "sheet":
            shape = path(f"M-15 0H17L{n(19 + blow)} 50Q{n(blow)} 56 {n(-14 + blow)} 50Z", colour)
        elif kind == "trousers":
            shape = path(f"M-10 0H10L{n(14 + blow)} 52h-10L0 18L{n(-6 + blow)} 52h-10Z", colour)
        elif kind == "sock":
            shape = path(f"M-5 0H5V16q8 3 {n(8 + blow * 0.4)} 8q-14 4 -13 -2Z", colour)
        else:
            shape = path(f"M-12 0H12L22 12L14 18L11 14L{n(12 + blow * 0.7)} 40H{n(-11 + blow * 0.7)}L-11 14L-14 18L-22 12Z", colour)
        garden += group(shape, x, y)
    back += f'<clipPath id="pane"><rect x="188" y="30" width="396" height="188"/></clipPath><g clip-path="url(#pane)">{garden}</g>'
    back += rect(383, 30, 8, 188, "#fbf6ea") + rect(164, 228, 444, 14, "#fbf6ea", 4)
    sway = math.sin(t * 0.8) * 3
    back += path(f"M176 8H260Q{n(250 + sway)} 110 196 196H176Z", "#d98268") + path(f"M596 8H520Q{n(530 - sway)} 110 578 196H596Z", "#d98268") + rect(160, 2, 452, 16, "#c26c54", 6)
    # sill: geranium, flask, kettle
    pot = path("M-16 0H16L12 26H-12Z", "#b5623f") + "".join(circle(x, y, 7, c) for x, y, c in ((-9, -12, "#d9573f"), (4, -18, "#d9573f"), (12, -8, "#e37a63"))) + path("M-14 0Q-4 -16 0 0Q6 -14 14 0Z", "#6f9a5b")
    back += group(pot, 560, 204, 0.95) + circle(410, 90, 200, "url(#sun)")
    back += rect(-30, 304, 700, 90, "#a9764e") + rect(-30, 300, 700, 10, "#c08b5e")
    kettle = path("M-34 0Q-36 -44 0 -46Q36 -44 34 0Z", "#7fa7a5") + line("M-22 -42Q0 -74 22 -42", "#4c6665", 6) + path("M32 -16l22 -16l4 8l-22 18Z", "#7fa7a5") + circle(0, -48, 5, "#4c6665")
    back += group(kettle, 560, 302, 0.95) + steam(t, 618, 268)
    stick = line("M470 372V250q0 -22 20 -22", "#7d5b41", 7)
    edie = person(t, talk, "#f3d3bd", "#e8e4df", "curls", "#5f7f8c", seed=4, look=0.9 if t % 9 > 6 else 0.2, glasses="#8a6a58", collar="#f7efe2", lines=True)
    return defs, drift(back + stick + group(edie, 240, 216, 1.0), t, length, W, H, 0.06, -8, -2)


def allotment(t, length, talk):
    defs = shade("#9fd0e6", "#f7e8c4", "sky") + glow("#fff1b5", "sun", 0.95)
    back = rect(-30, -30, 700, 420, "url(#sky)") + circle(520, 66, 120, "url(#sun)") + circle(520, 66, 26, "#ffe9a0")
    back += cloud(130 + t * 2.4, 60, 1.2, "#ffffff", 0.9) + cloud(360 + t * 1.6, 40, 0.9, "#ffffff", 0.8)
    back += path("M-30 190Q120 130 290 176T670 150V400H-30Z", "#a5bf7c") + path("M-30 214Q200 176 420 206T670 190V400H-30Z", "#8fae66")
    shed = rect(0, 0, 116, 92, "#9a6b48") + "".join(rect(i * 19.4, 0, 2, 92, "#875a3b") for i in range(6)) + path("M-12 4L58 -40L128 4Z", "#5e4a48")
    shed += rect(70, 26, 34, 66, "#6f4a34", 2) + rect(14, 26, 40, 30, "#cfe6e4", 2) + rect(32, 26, 3, 30, "#6f4a34") + circle(77, 60, 2.6, "#e7c66a")
    back += group(shed, 40, 142)
    # bean poles
    for i in range(4):
        x = 460 + i * 38
        back += line(f"M{x - 15} 240L{x + 3} 128M{x + 21} 240L{x + 3} 128", "#a57c52", 3.4)
        for k in range(5):
            back += oval(x - 11 + k * 3.2, 226 - k * 21, 8, 5.4, "#5f9a50" if k % 2 else "#76ad5f") + oval(x + 17 - k * 3, 222 - k * 20, 8, 5.4, "#6aa457")
        back += circle(x + 6, 176, 3.4, "#d9573f") + circle(x - 4, 200, 3.4, "#d9573f")
    back += path("M-30 240Q300 226 670 240V400H-30Z", "#7b5640")
    for row, (y, leaf) in enumerate([(262, "#6f9f55"), (292, "#4f8a52"), (330, "#86b35f")]):
        back += path(f"M-30 {y + 4}Q300 {y - 8} 670 {y + 4}V{y + 14}Q300 {y + 4} -30 {y + 14}Z", "#684634")
        for i in range(13):
            back += plant(-6 + i * 54 + row * 17, y + 6 - math.sin(i / 12 * math.pi) * 5, 0.85 + row * 0.16, leaf, math.sin(t * 1.4 + i + row) * 4)
    # a robin on a fork handle, hopping now and then
    hop = max(0.0, math.sin(t * 2.1)) * (6 if int(t / 3) % 2 else 0)
    back += rect(566, 204, 5, 110, "#a57c52", 2) + rect(552, 200, 33, 6, "#7d5b41", 3)
    robin = oval(0, 0, 12, 10, "#8a6a50") + circle(8, -8, 8, "#8a6a50") + oval(6, 1, 7, 7.5, "#dd6a3c") + circle(11, -10, 1.5, "#2b2330") + path("M15 -9l6 2l-6 2Z", "#c99532") + path("M-10 -2l-13 -6l3 9Z", "#75573f")
    back += group(robin, 568, 190 - hop)
    hat = path("M-58 -38Q-56 -96 0 -98Q56 -96 58 -38Z", "#c9a667") + oval(0, -40, 86, 13, "#d8b878") + path("M-58 -50Q0 -40 58 -50L58 -40Q0 -29 -58 -40Z", "#8a4f3d")
    man = person(t, talk, "#7a4e36", "#e6e1da", "wisps", "#4f6b52", seed=5, look=-0.2, hat=hat, beard="#d9d3cb", collar="#e9ddc2", lines=True)
    return defs, drift(back + group(man, 300, 212, 1.02), t, length, W, H, 0.07, 6, -2)


def mug(t, length, talk):
    flick = 0.5 + 0.5 * math.sin(t * 5.1) * math.sin(t * 2.3)
    defs = shade("#6f5d6b", "#8d7273", "wall") + glow("#ffd98f", "lamp", 0.85) + glow("#6fd39b", "telly", 0.55)
    back = rect(-30, -30, 700, 420, "url(#wall)")
    # the doorway to the front room, the snooker on
    back += rect(36, 20, 168, 262, "#d9b98f", 3) + rect(48, 32, 144, 250, "#433844")
    back += rect(84, 118, 96, 60, "#26222c", 5) + rect(89, 123, 86, 50, "#2f9461") + "".join(
        circle(100 + (i * 17 + (t * 6 if i == 2 else 0)) % 68, 134 + (i * 11) % 30, 2.7, c) for i, c in enumerate(["#d63d3d", "#f3e6c8", "#fff", "#d63d3d", "#e8b93c"])
    )
    back += rect(78, 178, 110, 8, "#6a4b3a") + circle(132, 150, 104, "url(#telly)", f'opacity="{n(0.5 + flick * 0.4)}"')
    # the top of his chair and the back of his head
    back += path("M60 282V226Q62 208 84 208H140Q160 208 162 226V282Z", "#7a4f4a") + circle(112, 208, 19, "#d9b8a0") + path("M93 208Q92 188 112 188Q132 188 131 208Q124 200 112 200Q100 200 93 208Z", "#cfcac6")
    back += circle(470, 60, 220, "url(#lamp)") + line("M470 -20V34", "#3f3540", 3) + path("M436 62Q440 30 470 30Q500 30 504 62Z", "#e0a458") + oval(470, 62, 34, 5, "#fff0c4")
    back += rect(546, 60, 74, 96, "#e9dcc0", 3) + rect(546, 60, 74, 20, "#b7523f", 3)
    for i in range(20):
        back += rect(553 + (i % 5) * 13, 87 + (i // 5) * 16, 9, 10, "#cbb994" if i not in (8, 9, 13, 14) else "#d98268", 1)
    back += line("M566 112l36 20M602 110l-38 24", "#7d3b3b", 2.4)
    lady = person(t, talk, "#efc6a6", "#8d6a55", "tied", "#a4553f", seed=6, look=-0.8 if t > length - 4.2 else 0.1, collar="#c9745a", lines=True)
    table = rect(-30, 292, 700, 110, "#b5805a") + rect(-30, 288, 700, 9, "#cb9770") + oval(362, 332, 66, 8, "#9f6d4b")
    book = group(rect(-48, -9, 96, 18, "#3f6f86", 3) + rect(-46, -5, 90, 10, "#f4ecd9", 1) + rect(-48, -10, 96, 5, "#4d84a0", 2), 528, 312, 1, -3)
    cup = path("M-34 -46H34L30 30Q28 40 16 40H-16Q-28 40 -30 30Z", "#f4ead8") + oval(0, -46, 34, 8, "#8a5a3c") + rect(-33, -22, 65, 12, "#4f8a86") + line("M34 -30q26 2 22 26q-4 18 -26 16", "#f4ead8", 8)
    hands = path("M-92 70Q-66 6 -32 -8Q-18 -12 -16 0Q-14 10 -26 14Q-14 14 -14 24Q-16 32 -28 30Q-40 58 -54 84Z", "#efc6a6") + path("M92 70Q66 6 34 -6Q18 -10 16 2Q14 12 26 15Q14 16 15 25Q17 33 29 30Q40 58 54 84Z", "#efc6a6")
    sleeve = path("M-128 96Q-100 60 -78 50L-48 76Q-60 96 -70 110Z", "#a4553f") + path("M128 96Q100 60 78 50L48 76Q60 96 70 110Z", "#a4553f")
    return defs, drift(back + group(lady, 356, 176, 0.96) + table + book + group(cup + hands + sleeve, 356, 294, 0.92) + steam(t, 356, 250), t, length, W, H, 0.06, -4, -4)
