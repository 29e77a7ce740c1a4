# Hanner awr gyda rhywun yn helpu.
easy-beside-left = { $minutes ->
    [one] 1 funud ar ôl
    [two] 2 funud ar ôl
   *[other] { $minutes } munud ar ôl
}
easy-beside-only = Dim ond y stori hon sydd ar agor nawr
easy-beside-go-on-story = Gallwch chi fynd ymlaen â'ch stori.
easy-beside-worker = Gall gweithiwr fewngofnodi i agor y gweddill.
easy-beside-go-on = Mynd ymlaen â'r stori
easy-beside-help = Cael help
easy-beside-workers = Gweithwyr: mewngofnodi
easy-beside-over = Mae'r amser ar ben.
easy-beside-again = Gall { $helper } fewngofnodi eto.
easy-beside-words-here = Mae eich geiriau yma o hyd.
easy-beside-start-again = Dechreuwch eto gyda'r stori hon. Yna pwyswch Ymlaen yma.
easy-beside-safe = Mae eich stori yn ddiogel.
easy-beside-file = Dewiswch eich ffeil eto ar ôl hynny.
easy-beside-film-here = Mae ffilm yma o hyd. Dechreuwch eto gyda'r stori hon i'w hanfon.
easy-beside-sign-in-tab = Mewngofnodi (yn agor tab newydd)
easy-beside-press = Ymlaen
easy-beside-sign-in = Mewngofnodi
