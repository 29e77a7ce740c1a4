# Faint o bobl edrychodd ar stori rhywun, a beth ddaeth ohoni.
easy-looks-title = Pwy edrychodd ar eich stori?
easy-looks-nobody = Does neb wedi edrych arni eto.
easy-looks-no-staff = Does neb sy'n gweithio yma wedi edrych arni eto.
easy-looks-staff = { $count ->
    [one] Mae 1 o'n staff wedi ei gwylio neu ei darllen.
   *[other] Mae { $count } o'n staff wedi ei gwylio neu ei darllen.
}
easy-looks-team = { $count } o'r tîm a wrandawodd arnoch chi.
easy-looks-planners = { $count ->
    [one] 1 person sy'n cynllunio gwasanaethau.
   *[other] { $count } o bobl sy'n cynllunio gwasanaethau.
}
easy-looks-frontline = { $count } o'r staff rheng flaen.
easy-looks-leaders = { $count ->
    [one] 1 arweinydd.
   *[other] { $count } o arweinwyr.
}
easy-looks-others = { $count ->
    [one] 1 person arall a oedd wedi mewngofnodi.
   *[other] { $count } o bobl eraill a oedd wedi mewngofnodi.
}
easy-looks-strangers = { $count ->
    [one] 1 waith gan bobl dydyn ni ddim yn eu hadnabod.
    [two] 2 waith gan bobl dydyn ni ddim yn eu hadnabod.
    [few] { $count } gwaith gan bobl dydyn ni ddim yn eu hadnabod.
   *[other] { $count } gwaith gan bobl dydyn ni ddim yn eu hadnabod.
}
easy-looks-last = Roedd y tro olaf ar { $day }.
# $title: fel yr ysgrifennodd y bobl sy'n gweithio yma.
easy-looks-decided = { $who ->
    [planner] Defnyddiodd cynllunydd hi mewn penderfyniad am: { $title }.
    [leader] Defnyddiodd arweinydd hi mewn penderfyniad am: { $title }.
    [researcher] Defnyddiodd ymchwilydd hi mewn penderfyniad am: { $title }.
   *[other] Defnyddiodd rhywun yma hi mewn penderfyniad am: { $title }.
}
easy-looks-learned = { $who ->
    [planner] Dysgodd cynllunydd rywbeth ohoni. Dyma'r geiriau: { $title }.
    [leader] Dysgodd arweinydd rywbeth ohoni. Dyma'r geiriau: { $title }.
    [researcher] Dysgodd ymchwilydd rywbeth ohoni. Dyma'r geiriau: { $title }.
   *[other] Dysgodd rhywun yma rywbeth ohoni. Dyma'r geiriau: { $title }.
}
easy-looks-write-down = Rydyn ni'n nodi pwy edrychodd.
easy-looks-ask = Ydych chi eisiau gwybod mwy? Gofynnwch i ni.
easy-looks-back = Yn ôl at fy stori
