# Stori fel y mae'n cael ei gwylio, ei chlywed a'i darllen.
easy-shown-getting-ready = Rydyn ni'n paratoi'r ffilm. Mae'n cymryd ychydig funudau.
easy-shown-broken = Doedden ni ddim yn gallu chwarae'r ffilm hon. Gofynnwch i'r person a'ch helpodd ei hanfon eto.
easy-shown-picture = Llun gan { $teller }
easy-shown-recording = { $title }, { $teller }, recordiad { $number }
easy-shown-captions = Geiriau ar y sgrin
easy-shown-watch = Gwylio'r ffilm
easy-shown-words = Geiriau
easy-shown-hear = Clywed y stori
easy-shown-play = Chwarae
easy-shown-stop = Stopio
easy-shown-back = Yn ôl 10 eiliad
easy-shown-slower = Arafach
easy-shown-read = Darllen y geiriau
easy-shown-gone = Dydy'r stori hon ddim yma bellach.
