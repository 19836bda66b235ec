"""What the drawings show, each as shapes on a canvas."""

from __future__ import annotations

from demo.drawings.canvas import (
    BROWN,
    CORAL,
    CREAM,
    DEEP,
    GOLD,
    HEIGHT,
    LEAF,
    MIST,
    PAPER,
    PEACH,
    PLUM,
    SAND,
    SKY,
    TAN,
    TEAL,
    UMBER,
    WIDTH,
    Canvas,
)


def shelf(on: Canvas) -> None:
    on.circle(800, 420, 360, MIST)
    on.box(200, 640, 1200, 36, DEEP, 18)
    on.circle(400, 520, 120, CORAL)
    on.box(570, 420, 220, 220, TEAL, 24)
    on.shape(GOLD, (850, 640), (990, 400), (1130, 640))
    on.polygon(1270, 532, 124, 6, PLUM, 0)


def blocks(on: Canvas) -> None:
    on.circle(1150, 300, 210, CREAM)
    on.hills(760, 20, 1600, 0, SAND)
    for x, y, color in [
        (420, 560, TEAL),
        (640, 560, GOLD),
        (860, 560, CORAL),
        (530, 350, PLUM),
        (750, 350, LEAF),
    ]:
        on.box(x, y, 200, 200, color, 22)
    on.box(640, 140, 200, 200, SKY, 22)
    on.circle(740, 240, 50, CREAM)
    on.circle(630, 450, 50, CREAM)
    on.polygon(850, 450, 62, 3, CREAM)
    on.circle(1180, 690, 70, CORAL)


def school(on: Canvas) -> None:
    on.circle(1330, 190, 95, GOLD)
    on.hills(640, 50, 1900, 300, LEAF)
    on.box(450, 400, 700, 300, CREAM, 8)
    on.shape(CORAL, (400, 410), (800, 180), (1200, 410))
    on.circle(800, 325, 52, CREAM)
    on.line(DEEP, 8, (800, 325), (800, 292))
    on.line(DEEP, 8, (800, 325), (824, 332))
    on.box(735, 520, 130, 180, DEEP, 14)
    for x in (505, 615, 905, 1015):
        on.box(x, 480, 80, 100, SKY, 8)
    on.shape(SAND, (735, 700), (865, 700), (1080, HEIGHT), (520, HEIGHT))


def heart(on: Canvas) -> None:
    on.circle(800, 380, 330, CREAM)
    on.circle(712, 320, 112, CORAL)
    on.circle(888, 320, 112, CORAL)
    on.shape(CORAL, (612, 372), (988, 372), (800, 590))
    on.hills(700, 34, 800, 0, SKY)
    on.hills(760, 30, 700, 250, TEAL)
    on.hills(830, 24, 900, 500, DEEP)


def sun_and_cloud(on: Canvas) -> None:
    on.circle(980, 330, 190, GOLD)
    for x, y, radius in [(560, 430, 130), (720, 360, 170), (890, 440, 130)]:
        on.circle(x, y, radius, CREAM)
    on.box(440, 430, 580, 140, CREAM, 70)
    on.hills(740, 30, 1500, 200, PLUM)
    on.bubble(240, 570, 300, 150, PEACH)
    on.bubble(1060, 550, 320, 160, CORAL, -1)


def abacus(on: Canvas) -> None:
    on.circle(800, 450, 380, CREAM)
    on.box(400, 170, 44, 600, DEEP, 20)
    on.box(1156, 170, 44, 600, DEEP, 20)
    rows = [(250, CORAL, 3), (390, GOLD, 5), (530, TEAL, 2), (670, PLUM, 4)]
    for y, color, left in rows:
        on.line(SAND, 14, (440, y), (1160, y))
        for bead in range(6):
            x = 500 + 84 * bead if bead < left else 1100 - 84 * (5 - bead)
            on.circle(x, y, 46, color)


def houses(on: Canvas) -> None:
    on.circle(260, 210, 90, CREAM)
    on.hills(740, 16, 1600, 100, LEAF)
    for x, top, wall, roof in [(230, 430, PEACH, CORAL), (560, 360, CREAM, DEEP), (890, 450, SKY, PLUM)]:
        on.box(x, top, 260, 740 - top, wall, 6)
        on.shape(roof, (x - 34, top + 6), (x + 130, top - 140), (x + 294, top + 6))
        on.box(x + 95, 620, 70, 124, DEEP if roof != DEEP else CORAL, 8)
        on.box(x + 36, top + 60, 70, 70, GOLD, 6)
        on.box(x + 154, top + 60, 70, 70, GOLD, 6)
    for number, y in enumerate(range(720, 500, -44)):
        on.box(1260 + 6 * (number % 2), y, 150, 36, GOLD, 18)


def bus(on: Canvas) -> None:
    on.circle(1320, 200, 100, GOLD)
    on.hills(560, 60, 1300, 100, LEAF)
    on.box(0, 700, WIDTH, 200, DEEP)
    for x in range(60, WIDTH, 260):
        on.box(x, 792, 140, 14, SAND, 7)
    on.box(380, 320, 840, 380, CORAL, 56)
    for x in (440, 620, 800):
        on.box(x, 390, 140, 130, MIST, 18)
    on.box(990, 390, 170, 250, MIST, 18)
    on.box(380, 580, 570, 34, CREAM)
    for x in (560, 1040):
        on.circle(x, 705, 82, PAPER)
        on.circle(x, 705, 64, PLUM)
        on.circle(x, 705, 26, SAND)


def umbrella(on: Canvas) -> None:
    on.hills(762, 4, 1600, 0, SAND)
    on.line(DEEP, 20, (800, 60), (800, 760))
    on.slice(800, 470, 400, 180, 360, TEAL)
    on.slice(800, 470, 400, 216, 324, SKY)
    on.slice(800, 470, 400, 252, 288, TEAL)
    people = [
        (520, 110, CORAL, BROWN),
        (680, 70, GOLD, TAN),
        (925, 80, LEAF, PEACH),
        (1090, 110, PLUM, UMBER),
    ]
    for x, size, color, head in people:
        on.person(x, 765, size, color, head)


def lighthouse(on: Canvas) -> None:
    on.shape(CREAM, (800, 250), (1600, 90), (1600, 440))
    on.circle(330, 200, 76, CREAM)
    on.shape(CORAL, (710, 330), (890, 330), (940, 760), (660, 760))
    on.shape(CREAM, (697, 440), (903, 440), (915, 550), (685, 550))
    on.shape(CREAM, (672, 660), (928, 660), (940, 760), (660, 760))
    on.box(690, 300, 220, 34, DEEP, 10)
    on.box(730, 190, 140, 112, GOLD, 8)
    on.slice(800, 194, 92, 180, 360, DEEP)
    on.hills(770, 22, 620, 0, TEAL)
    on.hills(830, 20, 740, 300, DEEP)


def tent(on: Canvas) -> None:
    on.circle(1200, 250, 110, GOLD)
    on.hills(540, 90, 1400, 0, SKY)
    on.hills(680, 40, 1700, 500, LEAF)
    on.shape(CORAL, (560, 780), (820, 400), (1080, 780))
    on.shape(PEACH, (820, 400), (1080, 780), (1180, 740))
    on.shape(DEEP, (740, 780), (820, 560), (900, 780))
    on.box(330, 480, 40, 300, DEEP, 12)
    for x, y, radius in [(350, 380, 130), (270, 470, 95), (430, 470, 95)]:
        on.circle(x, y, radius, TEAL)


def stepping_stones(on: Canvas) -> None:
    on.hills(360, 40, 1700, 200, LEAF)
    on.hills(470, 12, 800, 0, SKY)
    on.hills(640, 12, 700, 300, MIST)
    stones = [
        (180, 810, 120),
        (440, 745, 106),
        (680, 675, 92),
        (890, 605, 78),
        (1070, 540, 66),
        (1220, 480, 56),
    ]
    for x, y, width in stones:
        on.box(x - width, y - width * 0.3, 2 * width, width * 0.66, PLUM, width * 0.33)
        on.box(x - width, y - width * 0.38, 2 * width, width * 0.6, SAND, width * 0.3)
    on.line(DEEP, 12, (1330, 430), (1330, 170))
    on.shape(CORAL, (1334, 172), (1490, 225), (1334, 278))


def screens(on: Canvas) -> None:
    on.circle(760, 420, 370, CREAM)
    on.box(330, 230, 680, 420, DEEP, 30)
    on.box(360, 260, 620, 360, MIST, 14)
    on.box(250, 650, 840, 44, TEAL, 22)
    on.box(1130, 340, 210, 380, PLUM, 34)
    on.box(1150, 376, 170, 300, CREAM, 12)
    on.bubble(420, 310, 270, 110, CORAL)
    on.bubble(650, 450, 270, 90, TEAL, -1)
    on.box(1170, 410, 120, 44, PEACH, 20)
    on.box(1190, 480, 120, 44, SKY, 20)
    on.box(1170, 550, 90, 44, PEACH, 20)


def board(on: Canvas) -> None:
    on.box(240, 130, 1120, 620, CREAM, 26)
    on.box(240, 130, 1120, 70, DEEP, 26)
    on.box(240, 170, 1120, 30, DEEP)
    columns = [(300, [CORAL, GOLD, PEACH]), (660, [SKY, TEAL]), (1020, [LEAF])]
    for x, cards in columns:
        for number, color in enumerate(cards):
            on.box(x, 250 + 160 * number, 280, 124, color, 16)
            on.box(x + 26, 282 + 160 * number, 170, 16, CREAM, 8)
            on.box(x + 26, 318 + 160 * number, 110, 16, CREAM, 8)
    on.line(PLUM, 12, (590, 312), (648, 312))
    on.line(PLUM, 12, (950, 312), (1008, 312))
    on.box(480, 750, 30, 150, SAND)
    on.box(1090, 750, 30, 150, SAND)


def round_table(on: Canvas) -> None:
    on.hills(720, 20, 1600, 0, SAND)
    on.bubble(210, 110, 330, 170, CORAL)
    on.bubble(640, 70, 300, 150, GOLD)
    on.bubble(1050, 120, 330, 170, TEAL, -1)
    people = [(470, PLUM, PEACH), (690, LEAF, UMBER), (910, CORAL, TAN), (1130, DEEP, BROWN)]
    for x, color, head in people:
        on.person(x, 640, 118, color, head)
    on.box(240, 620, 1120, 70, CREAM, 35)
    on.box(760, 690, 80, 140, CREAM)
    on.box(640, 815, 320, 36, CREAM, 18)


def clipboard(on: Canvas) -> None:
    on.circle(760, 450, 370, MIST)
    on.box(500, 130, 540, 680, DEEP, 34)
    on.box(540, 190, 460, 580, CREAM, 14)
    on.box(660, 90, 220, 110, GOLD, 30)
    for y in (290, 430, 570):
        on.box(590, y, 84, 84, MIST, 14)
        on.box(720, y + 34, 220, 18, SAND, 9)
    on.line(TEAL, 16, (606, 332), (626, 356), (664, 306))
    on.line(TEAL, 16, (606, 472), (626, 496), (664, 446))
    on.shape(CORAL, (1120, 640), (1260, 240), (1334, 266), (1194, 666))
    on.shape(PEACH, (1120, 640), (1194, 666), (1122, 748))
    on.shape(PLUM, (1260, 240), (1276, 194), (1350, 220), (1334, 266))


def steps(on: Canvas) -> None:
    on.circle(1180, 260, 190, CREAM)
    for number, color in enumerate([SKY, TEAL, PLUM, DEEP]):
        on.box(300 + 260 * number, 700 - 130 * number, 260, 200 + 130 * number, color, 10)
    on.line(CORAL, 14, (1210, 310), (1210, 90))
    on.shape(CORAL, (1214, 92), (1370, 146), (1214, 200))
    on.circle(430, 650, 44, GOLD)
