# Straeon y person ei hun: y silff, un stori, edrych arni, ei thynnu'n ôl, a'r dderbynneb am hynny.
easy-mine-title = Fy straeon
easy-mine-my-story = Fy stori
easy-mine-none = Does gennych chi ddim straeon eto.
easy-mine-want-one = Ydych chi eisiau dweud un?
easy-mine-began = Dechreuoch chi hon ar { $day }.
easy-mine-go-on = Mynd ymlaen â hi
easy-mine-open = Ei hagor
easy-mine-throw = Ei thaflu
easy-mine-if-i-die = Beth os bydda i'n marw ryw ddydd?

# Ble mae stori.
easy-mine-not-sent = Heb ei hanfon eto
easy-mine-waiting = Yn aros
easy-mine-shared = Wedi'i rhannu
easy-mine-taken-back = Wedi'i thynnu'n ôl
easy-mine-thrown-good = Wedi'i thaflu am byth
easy-mine-thrown-away = Wedi'i thaflu
easy-mine-stopped = Wedi'i stopio am nawr

# Un stori.
easy-mine-stopped-on = Fe wnaethon ni stopio eich stori ar { $day }.
easy-mine-why-safety = Pam? Roedd rhywun yn poeni amdanoch chi.
easy-mine-why-other = Pam? Gallai pobl adnabod rhywun arall ohoni.
easy-mine-why-capacity = Pam? Rydyn ni'n gwirio eich bod chi'n gallu penderfynu.
easy-mine-why-not-services = Pam? Dydy hi ddim am wasanaethau na chymorth.
easy-mine-why-law = Pam? Dydy'r gyfraith ddim yn gadael i ni ei dangos.
easy-mine-why-unclear = Pam? Dydyn ni ddim yn ei deall eto.
easy-mine-who = Pwy? { $name }.
easy-mine-who-safe = Pwy? Y bobl sy'n eich cadw chi'n ddiogel.
easy-mine-stop-ended = Daeth y stop i ben ar { $day }.
easy-mine-know-more = Ydych chi eisiau gwybod mwy? Gallwch chi ofyn i ni.
easy-mine-fault = Nid eich bai chi oedd hyn.
easy-mine-again-or-other = Gallwch chi ei hanfon eto, neu anfon un arall.
easy-mine-film-again = Ei ffilmio eto
easy-mine-send-again = Ei hanfon eto
easy-mine-without = Mynd ymlaen hebddi
easy-mine-only-team = Dim ond y tîm sy'n gallu ei gweld hi eto.
easy-mine-look-now = Edrych arni nawr
easy-mine-look-yes = Edrych a dweud ie
easy-mine-who-sees = Pwy sy'n gallu ei gweld
easy-mine-stopped-team = Tra mae wedi stopio, dim ond ni sy'n gallu ei gweld.
easy-mine-when-goes-on = Pan fydd hi'n mynd ymlaen, dyma pwy fydd yn ei gweld.
easy-mine-nobody-now = Does neb yn gallu ei gweld nawr.
easy-mine-change-who = Newid pwy sy'n gallu ei gweld
easy-mine-change-until = Newid am ba hyd
easy-mine-who-looked = Pwy edrychodd
easy-mine-take-back = Tynnu fy stori yn ôl
easy-mine-took-once = Fe wnaethoch chi ei thynnu'n ôl unwaith.
easy-mine-see-out = Gweld o ble daeth hi allan

# Edrych arni fel y bydd eraill, a dweud ie.
easy-mine-look = Edrychwch ar eich stori
easy-mine-not-ready = Dydy eich ffilm ddim yn barod eto.
easy-mine-will-see = Dyma beth fyddan nhw'n ei weld.
easy-mine-face-to-all = Gall unrhyw un ar y rhyngrwyd weld eich wyneb.
easy-mine-yes-share = Ie, ei rhannu
easy-mine-who-first = Dewiswch yn gyntaf pwy sy'n cael gweld eich stori.
easy-mine-not-yet = Ddim eto
easy-mine-team-sees = Diolch. Mae eich ateb gennym ni.
easy-mine-picked-see = Diolch. Mae'r bobl a ddewisoch chi'n gallu ei gweld nawr.

# Ei thynnu'n ôl.
easy-mine-ask-throw = Ydych chi eisiau taflu'r stori hon?
easy-mine-ask-back = Ydych chi eisiau tynnu eich stori yn ôl?
easy-mine-hide-now = Rydyn ni'n ei chuddio ar unwaith.
easy-mine-30-days = Mae gennych chi 30 diwrnod i newid eich meddwl.
easy-mine-worry-stays = Os oedd rhywun yn poeni amdanoch chi, rydyn ni'n cadw hynny.
easy-mine-yes-throw = Ie, ei thaflu
easy-mine-yes-hide = Ie, ei chuddio nawr
easy-mine-no-keep = Na, ei chadw
easy-mine-threw = Rydych chi wedi ei thaflu.
easy-mine-gone-others = Does neb arall yn gallu ei gweld nawr.
easy-mine-back-as-was = Mae eich stori yn ôl fel yr oedd hi.
easy-mine-thrown-for-good = Mae'r stori hon wedi'i thaflu am byth.
easy-mine-threw-story = Rydych chi wedi taflu'r stori hon.
easy-mine-took-back = Rydych chi wedi tynnu eich stori yn ôl.
easy-mine-nobody-else = Does neb arall yn gallu ei gweld.
easy-mine-nothing-left = Does dim ohoni ar ôl yma.
easy-mine-back-until = Gallwch chi ddod â hi'n ôl tan { $day }.
easy-mine-undo = Dadwneud: dod â hi'n ôl
easy-mine-see-mine = Gweld fy straeon

# Y dderbynneb: o ble daeth hi allan, a beth doedd neb yn gallu ei dynnu allan.
easy-mine-is-back = Mae eich stori yn ôl
easy-mine-where-out = O ble daeth eich stori allan
easy-mine-brought-back = Daethoch chi â hi'n ôl. Mae hi fel yr oedd hi.
easy-mine-thrown-for-good-it = Mae hi wedi'i thaflu am byth.
easy-mine-after-that = Ar ôl y diwrnod hwnnw rydyn ni'n ei thaflu am byth.
easy-mine-nobody-used = Doedd neb wedi ei defnyddio eto.
easy-mine-may-be-more = Doedd dim amser i edrych ym mhob chwiliad. Mae eich stori allan ohonyn nhw i gyd.
easy-mine-had-come-out = Roedd hi wedi dod allan o'r rhain
easy-mine-came-out = Daeth hi allan o'r rhain
easy-mine-outside = Mae'r rhain y tu allan i'n tŷ ni
easy-mine-could-not = Doedden ni ddim yn gallu tynnu'r rhain allan
easy-mine-a-showcase = Casgliad o straeon i'w dangos yw hwn.
easy-mine-an-insight = Mae hwn yn dweud beth ddywedodd pobl wrthon ni.
easy-mine-a-decision = Penderfyniad yw hwn.
easy-mine-a-search = Mae rhywun yn chwilio am straeon fel eich un chi.
easy-mine-a-copy = Mae hwn wedi gadael ein tŷ ni.
# $who: enw, ac mewn cromfachau beth mae'r person yn ei wneud yma; neu "Rhywun sy'n gweithio yma".
easy-mine-made-it = Pwy wnaeth hwn? { $who }.
easy-mine-that-was = Roedd hynny ar { $day }.
easy-mine-printed = Pwy argraffodd hi? { $who }.
easy-mine-took-words = Pwy aeth â'r geiriau? { $who }.
easy-mine-copy-gone = Cafodd ei daflu ar { $day }.
easy-mine-asked-name = Rydyn ni wedi gofyn i { $name } ei daflu.
easy-mine-asked-them = Rydyn ni wedi gofyn iddyn nhw ei daflu.
easy-mine-somebody = Rhywun sy'n gweithio yma
easy-mine-does-listen = yn gwrando ar straeon
easy-mine-does-plan = yn cynllunio gwasanaethau
easy-mine-does-work = yn gweithio gyda phobl
easy-mine-does-lead = yn arwain
easy-mine-does-safe = yn cadw pobl yn ddiogel
easy-mine-does-rules = yn gofalu am reolau
easy-mine-does-computers = yn gofalu am gyfrifiaduron
easy-mine-does-tell = yn dweud straeon
