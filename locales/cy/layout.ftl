# Geirfa (glossary), the same word for the same thing in every room; "chi" throughout:
#   story stori (straeon) · tell dweud · write ysgrifennu · talk siarad · film ffilm, ffilmio · picture, photo llun (lluniau)
#   words geiriau · voice llais · face wyneb · name enw · feeling teimlad · card cerdyn · phone ffôn · choices dewisiadau
#   the team y tîm · people who plan cynllunwyr, pobl sy'n cynllunio gwasanaethau · staff staff rheng flaen
#   leaders arweinwyr · everyone pawb · see gweld · show dangos · share rhannu · safe yn ddiogel · private preifat
#   take back tynnu'n ôl · take out tynnu allan · put away rhoi o'r neilltu · change newid · keep cadw · send anfon
#   stop stopio · until nes · helper person sy'n helpu · go on ymlaen · back yn ôl · skip sgipio · done wedi'i wneud
# Yr hyn sydd o amgylch pob tudalen.
layout-skip = Neidio i'r prif gynnwys
easy-layout-help = Cael help
easy-layout-sign-out = Allgofnodi
easy-layout-beside = Chi a { $helper }
easy-layout-talk = Oes rhywun yn eich brifo?
easy-layout-accessibility = Hygyrchedd
easy-layout-privacy = Preifatrwydd
easy-layout-credits = Diolchiadau
easy-layout-looks = Lliwiau a llythrennau
easy-layout-other-language = English
layout-error = Gwall:
easy-layout-back = Yn ôl
easy-layout-listen = Gwrando
easy-layout-listen-stop = Stopio
easy-layout-change = Newid
easy-layout-change-of = eich ateb
easy-layout-sent = Faint sydd wedi'i anfon
easy-layout-away = Gadael y dudalen hon
easy-layout-away-keys = (neu pwyswch Esc 3 gwaith)
easy-layout-away-title = Siarad â ni
easy-layout-start = Dechrau

# Adegau. $weekday: 1 (dydd Llun) i 7; $month: 1 i 12.
easy-date-month-name = { $month ->
    [1] Ionawr
    [2] Chwefror
    [3] Mawrth
    [4] Ebrill
    [5] Mai
    [6] Mehefin
    [7] Gorffennaf
    [8] Awst
    [9] Medi
    [10] Hydref
    [11] Tachwedd
   *[12] Rhagfyr
}
easy-date-weekday-name = { $weekday ->
    [1] dydd Llun
    [2] dydd Mawrth
    [3] dydd Mercher
    [4] dydd Iau
    [5] dydd Gwener
    [6] dydd Sadwrn
   *[7] dydd Sul
}
easy-date-day-year = { $day } { $month } { $year }
easy-date-minute = { $day } { $month } { $year }, { $time }
easy-date-moment = { $weekday } { $day } { $month } am { $time }
easy-date-month-year = { $month } { $year }
easy-date-seconds = { $count ->
    [one] 1 eiliad
   *[other] { $count } eiliad
}
easy-date-minutes = { $count ->
    [one] 1 funud
    [two] 2 funud
   *[other] { $count } munud
}
easy-date-hours = { $count ->
    [0] llai nag awr
    [one] 1 awr
   *[other] { $count } awr
}
easy-date-days = { $count ->
    [one] 1 diwrnod
    [two] 2 ddiwrnod
    [few] { $count } diwrnod
   *[other] { $count } diwrnod
}
