"""Draws the demo's six still pictures, 800 x 600: python3 photos.py OUT"""

import pathlib
import subprocess
import sys

from kit import circle, cloud, glow, group, line, oval, page, path, plant, rect, shade

W, H = 800, 600


def watering():
    defs = shade("#a8d5e2", "#eef3df", "sky") + glow("#fff3c4", "sun", 0.7)
    s = rect(0, 0, W, H, "url(#sky)") + circle(640, 90, 200, "url(#sun)")
    s += path("M-10 260L130 120L270 260Z", "#eef5f2") + "".join(line(f"M{20 + i * 36} 260L130 120", "#b9ccc8", 3) for i in range(7)) + rect(-10, 256, 300, 120, "#e3efec") + "".join(rect(20 + i * 52, 262, 4, 112, "#b9ccc8") for i in range(5))
    s += rect(0, 370, W, 240, "#c7a983")
    for row, (y, petals) in enumerate([(360, ("#d9573f", "#e7ab38")), (432, ("#c76c8b", "#f3e1a2")), (520, ("#e7ab38", "#d9573f"))]):
        s += rect(-10, y + 28, 820, 26, "#8a6246", 3)
        for i in range(13):
            x = 10 + i * 66 + row * 18
            s += plant(x, y + 32, 0.95 + row * 0.12, "#5f9a50" if i % 2 else "#76ad5f")
            s += "".join(circle(x + dx, y - 14 - row * 4 + dy, 8, petals[i % 2]) for dx, dy in ((-7, 0), (7, 0), (0, -7), (0, 7))) + circle(x, y - 14 - row * 4, 4, "#fff2c9")
    can = path("M-70 -50H60L50 60H-60Z", "#3f7f86") + oval(-5, -50, 65, 12, "#2d5f66") + path("M54 20L150 -50L160 -38L58 48Z", "#3f7f86") + group(path("M-6 -26H8V26H-6Z", "#2d5f66"), 160, -46, 1, -38) + line("M-60 -30q-60 20 -20 70", "#2d5f66", 12) + line("M-50 -52Q-5 -110 44 -52", "#2d5f66", 10)
    s += group(can, 380, 250, 1.05, 12)
    s += "".join(line(f"M{552 + i * 11} {232 + i * 3}q{12 + i * 5} 40 {20 + i * 6} {92 + (i % 3) * 18}", "#dff2f7", 3, 'stroke-dasharray="9 11"') for i in range(6))
    s += path("M190 120Q250 150 330 190L300 232Q220 200 150 176Z", "#e0a02e") + oval(330, 206, 30, 24, "#f0c3a0")
    return defs, s


def board():
    defs = glow("#fff3cf", "sun", 0.7)
    s = rect(0, 0, W, H, "#b97f58") + "".join(rect(0, i * 100, W, 3, "#a8704b") for i in range(1, 6)) + circle(230, 110, 330, "url(#sun)")
    tiles = ""
    inks = ["#d9573f", "#2f8277", "#5f6fa5", "#c98a1d"]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ?!"
    for i, letter in enumerate(letters):
        x, y = (i % 7) * 74, (i // 7) * 82
        tiles += rect(x, y, 64, 70, "#fffaf0", 8) + f'<text x="{x + 32}" y="{y + 50}" font-family="DejaVu Sans" font-weight="bold" font-size="42" text-anchor="middle" fill="{inks[i % 4]}">{letter}</text>'
    s += group(rect(-24, -24, 556, 450, "#3f4f68", 22) + rect(-12, -12, 532, 348, "#54678a", 14) + tiles + rect(0, 342, 150, 60, "#9fc7a4", 10) + rect(180, 342, 150, 60, "#e6a59a", 10) + line("M58 372l14 16l28 -34", "#2f5f46", 9) + line("M238 354l34 36M272 354l-34 36", "#8c3f38", 9) + rect(360, 342, 148, 60, "#f3d9a4", 10) + line("M386 372H482", "#8c6a2d", 9), 130, 100, 1, -4)
    s += path("M800 470Q700 430 600 404Q566 398 566 416Q572 434 620 446Q640 500 800 590Z", "#c98f6c") + path("M800 520Q740 490 690 474L660 520Q730 560 800 600Z", "#7a5b78")
    s += circle(84, 500, 62, "#f4ead8") + circle(84, 500, 48, "#8a5a3c") + line("M140 480q40 10 30 40q-10 20 -40 16", "#f4ead8", 13)
    return defs, s


def steps():
    defs = shade("#b9d7e0", "#f2e6cf", "sky") + shade("#6fa3ad", "#5a8b98", "sea")
    s = rect(0, 0, W, H, "url(#sky)") + rect(0, 300, 340, 120, "url(#sea)") + cloud(130, 110, 1.7, "#fff") + "".join(line(f"M{20 + i * 64} {330 + (i % 3) * 24}q14 -6 28 0", "#b5d8da", 3) for i in range(5))
    s += path("M60 300l30 -66l4 66ZM98 300V220l44 80Z", "#fffaf0") + path("M50 304h110l-16 18H66Z", "#b8392f")
    s += rect(300, 0, 510, 440, "#e6b89a") + "".join(rect(300 + (i % 8) * 66 + (33 if (i // 8) % 2 else 0), (i // 8) * 34, 60, 3, "#d7a585") for i in range(104))
    s += rect(400, 60, 170, 320, "#f4ebda", 4) + rect(414, 74, 142, 306, "#385f8f", 3) + rect(432, 96, 106, 70, "#f3dfa6", 4) + rect(432, 190, 106, 80, "#30537e", 3) + rect(458, 282, 54, 12, "#d9b25f", 3) + circle(542, 250, 7, "#d9b25f") + rect(432, 306, 106, 60, "#30537e", 3)
    s += rect(620, 110, 170, 200, "#f4ebda", 4) + rect(632, 122, 146, 176, "#a9c8cc") + rect(700, 122, 8, 176, "#f4ebda") + path("M632 122q40 90 10 176h-10ZM778 122q-40 90 -10 176h10Z", "#fffaf0")
    s += rect(0, 440, W, 170, "#b8ada0") + rect(366, 380, 240, 36, "#cfc6b8", 3) + rect(336, 414, 300, 40, "#bfb5a6", 3) + rect(366, 380, 240, 6, "#e2dbd0") + rect(336, 414, 300, 6, "#d6cec1")
    plank = "".join(rect(0, i * 16, 250, 13, c, 2) for i, c in enumerate(("#d9a866", "#cf9b58", "#dcae70")))
    s += group(plank, 300, 478, 1, -19) + rect(318, 470, 14, 50, "#a87a44", 2) + rect(520, 404, 14, 60, "#a87a44", 2)
    s += line("M250 560V400q0 -30 30 -30", "#7d5b41", 13) + group(path("M-22 0H22L16 40H-16Z", "#b5623f") + "".join(circle(x, y, 11, c) for x, y, c in ((-14, -12, "#c76c8b"), (4, -22, "#c76c8b"), (16, -10, "#dd92ab"))), 700, 400, 1.2)
    return defs, s


def chair():
    defs = shade("#dfe3d2", "#cfd3bd", "wall") + glow("#fff0c4", "lamp", 0.7)
    s = rect(0, 0, W, 460, "url(#wall)") + rect(0, 440, W, 170, "#a57f66") + rect(0, 432, W, 14, "#f4ebda") + circle(150, 190, 270, "url(#lamp)")
    s += rect(540, 60, 200, 220, "#f4ebda", 4) + rect(554, 74, 172, 192, "#b9d7de") + path("M554 216Q640 170 726 206V266H554Z", "#93b374") + rect(636, 74, 8, 192, "#f4ebda")
    frame = rect(-50, -62, 100, 124, "#8a6246", 4) + rect(-40, -52, 80, 104, "#e9dcc0")
    man = circle(0, -12, 15, "#e8bd9d") + path("M-26 44Q-22 4 0 4Q22 4 26 44Z", "#5f7f5a")
    s += group(frame + man + path("M-32 22Q0 12 30 22L40 16V32L30 26Q0 34 -32 22Z", "#8fa3a8"), 300, 120) + group(frame + man, 424, 128, 0.92)
    clock = circle(0, 0, 44, "#8a6246") + circle(0, 0, 36, "#fffaf0") + line("M0 0V-24M0 0l17 9", "#3b2f3a", 5)
    s += group(clock, 160, 110)
    s += path("M240 250Q236 190 310 184H490Q564 190 560 250L556 400H244Z", "#4f7f86") + path("M268 260Q266 214 320 210H480Q534 214 532 260V390H268Z", "#5d9097") + path("M200 320Q200 282 236 282Q268 284 268 320V520H206ZM600 320Q600 282 564 282Q532 284 532 320V520H594Z", "#44727a")
    s += rect(258, 386, 284, 66, "#6aa0a6", 24) + rect(256, 440, 288, 80, "#44727a", 8) + rect(222, 516, 18, 34, "#6f4a34") + rect(560, 516, 18, 34, "#6f4a34")
    s += group(rect(-70, -46, 140, 92, "#e9c46a", 20) + line("M-44 -20Q0 6 44 -20M-44 6Q0 32 44 6", "#d9a83f", 6), 400, 340, 1, -8)
    s += path("M268 280Q330 330 300 450L250 470Q232 360 240 290Z", "#c76c8b", 'opacity="0.92"') + "".join(line(f"M{252 + i * 12} {466 - i * 4}v20", "#c76c8b", 4) for i in range(5))
    s += rect(630, 400, 120, 14, "#8a6246", 4) + rect(682, 414, 14, 120, "#8a6246") + path("M652 400v-28h30v28Z", "#fffaf0") + rect(700, 388, 44, 12, "#d9573f", 2)
    s += line("M96 540V330", "#6f4a34", 9) + path("M40 336L66 250H126L152 336Z", "#f0c987") + oval(96, 542, 46, 9, "#6f4a34")
    return defs, s


def boxes():
    defs = shade("#e8dfd2", "#d8ccbb", "wall")
    s = rect(0, 0, W, 430, "url(#wall)") + rect(0, 420, W, 190, "#b08a6a") + "".join(line(f"M{-200 + i * 150} 610L{60 + i * 84} 420", "#a37d5e", 3) for i in range(10))
    s += rect(470, 50, 250, 230, "#fffaf0", 4) + rect(486, 66, 218, 198, "#8fb4c4") + path("M486 210h40v-44h50v30h44v-60h46v74h38v54H486Z", "#6d8796") + rect(590, 66, 8, 198, "#fffaf0")
    s += line("M140 -10V120", "#57504c", 4) + circle(140, 142, 24, "#fff0c0") + rect(130, 108, 20, 18, "#e9e2d4", 3)
    box = rect(0, 0, 210, 150, "#cf9f68", 4) + rect(0, 0, 210, 22, "#bd8c56", 4) + rect(92, 0, 26, 150, "#e3c08d")
    s += group(box, 70, 360) + group(box, 130, 232, 0.86)
    s += rect(340, 360, 260, 160, "#e9ecee", 12) + rect(358, 380, 160, 116, "#3b3f4a", 8) + path("M366 388h70l-50 100h-20Z", "#59606e") + rect(532, 384, 52, 26, "#2f3a36", 4) + "".join(rect(537 + i * 11, 391, 7, 12, "#7fdc9a", 1) for i in range(4)) + "".join(circle(544 + (i % 3) * 14, 428 + (i // 3) * 16, 5, "#b9c0c6") for i in range(9)) + rect(532, 478, 52, 18, "#c2c8cd", 4)
    for i in range(8):
        s += oval(470, 348 - i * 9, 86, 13, "#fffaf0" if i % 2 else "#dfe6ea") + oval(470, 345 - i * 9, 62, 8, "#eef3f5" if i % 2 else "#d3dde2")
    drill = rect(-70, -30, 130, 50, "#e0a02e", 12) + path("M10 16H56L70 100H24Z", "#3b3f4a") + rect(14, 92, 70, 28, "#e0a02e", 6) + path("M-70 -20h-26v30h26Z", "#59606e") + line("M-98 -5H-158", "#9aa3ab", 8) + rect(0, 18, 16, 18, "#d9573f", 3)
    s += group(drill, 690, 466, 0.95, 6)
    return defs, s


def shoes():
    defs = glow("#fff0c4", "lamp", 0.5)
    s = rect(0, 0, W, 320, "#d7c3b0") + "".join(rect(i * 66, 0, 3, 300, "#cab49f") for i in range(13)) + rect(0, 292, W, 34, "#f4ebda") + rect(0, 320, W, 290, "#9c7358") + "".join(rect(0, 320 + i * 72, W, 3, "#8c6449") for i in range(4)) + circle(400, 120, 340, "url(#lamp)")
    for i, (x, c) in enumerate(((90, "#2f5f78"), (210, "#c76c8b"), (330, "#e0a02e"), (470, "#5f7f5a"), (620, "#a4553f"))):
        s += rect(x - 6, 40, 12, 30, "#8a6246", 3) + path(f"M{x - 34} 70Q{x} 52 {x + 34} 70L{x + 46 + (i % 2) * 8} {210 + (i % 3) * 18}H{x - 46}Z", c)
    shoe = lambda c, sole: path("M-54 20Q-58 -22 -26 -26Q-6 -24 6 -6Q20 8 50 10Q62 14 60 28H-52Z", c) + rect(-54, 24, 116, 11, sole, 5) + line("M-10 -14l12 -9M0 -4l12 -9", "#fffaf0", 4)
    boot = lambda c, sole: path("M-46 26V-70H4V-8Q10 6 44 10Q56 14 54 28H-46Z", c) + rect(-48, 24, 104, 12, sole, 5)
    strap = lambda c, sole: path("M-50 22Q-54 -16 -20 -18Q20 -16 46 12Q54 20 50 28H-48Z", c) + rect(-50, 24, 102, 9, sole, 4) + path("M-18 -18L16 -6L4 18L-26 8Z", "#fffaf0", 'opacity="0.8"')
    rows = [
        (400, [(90, strap, "#7a5b78", 0.85), (250, boot, "#6b4b36", 1.05), (420, shoe, "#3b3f4a", 1.3), (590, boot, "#e0a02e", 0.58), (715, shoe, "#2f8277", 0.95)]),
        (530, [(120, shoe, "#d9573f", 0.9), (300, strap, "#44727a", 0.95), (490, boot, "#3f5668", 0.9), (670, shoe, "#8c5f4d", 1.0)]),
    ]
    for y, row in rows:
        for x, kind, colour, size in row:
            s += oval(x, y + 34 * size, 112 * size, 10, "#7a573f", 'opacity="0.5"')
            s += group(kind(colour, "#f4ead8"), x - 22 * size, y - 4, size, 0, 'opacity="0.88"') + group(kind(colour, "#f4ead8"), x + 18 * size, y, size)
    return defs, s


def main():
    out = pathlib.Path(sys.argv[1])
    for draw in (watering, board, steps, chair, boxes, shoes):
        defs, inner = draw()
        png = subprocess.run(["rsvg-convert"], input=page(W, H, inner, defs).encode(), stdout=subprocess.PIPE, check=True).stdout
        file = out / f"photo-{draw.__name__}.jpg"
        subprocess.run(["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", "-f", "image2pipe", "-c:v", "png", "-i", "-",
                        "-frames:v", "1", "-pix_fmt", "yuvj420p", "-q:v", "5", "-map_metadata", "-1", str(file)], input=png, check=True)
        print(file.name, file.stat().st_size // 1024, "KB")


if __name__ == "__main__":
    main()
