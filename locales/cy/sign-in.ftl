# Y dudalen i fewngofnodi: y cerdyn yn gyntaf, ac o dano'r ffordd i mewn i'r rhai sy'n gweithio yma.
easy-sign-in-other-ways = Ffyrdd eraill o fewngofnodi
easy-sign-in-go-on = Mewngofnodwch i fynd ymlaen. Wedyn dewch i'r dudalen roeddech chi ei heisiau.
easy-sign-in-card = Oes gennych chi gerdyn? Pwyntiwch gamera eich ffôn ato. Does dim angen cyfrinair arnoch chi.
easy-sign-in-email = Cyfeiriad e-bost
easy-sign-in-password = Cyfrinair
easy-sign-in-show = Dangos
easy-sign-in-hide = Cuddio
easy-sign-in-show-password = Dangos y cyfrinair
easy-sign-in-hide-password = Cuddio'r cyfrinair
easy-sign-in-is-shown = Mae eich cyfrinair i'w weld
easy-sign-in-is-hidden = Mae eich cyfrinair wedi'i guddio
easy-sign-in-problem = Mae problem
easy-sign-in-enter-email = Ysgrifennwch eich cyfeiriad e-bost
easy-sign-in-enter-password = Ysgrifennwch eich cyfrinair
sign-in-no-match = Dydy'r cyfeiriad e-bost a'r cyfrinair ddim yn mynd gyda'i gilydd. Gwiriwch y ddau a rhowch gynnig arall
easy-sign-in-new-link = Gwnaeth rhywun ddolen cyfrinair newydd i chi ar { $day }. Os na ofynnoch chi amdani, siaradwch â gweinyddwr.
easy-sign-in-out = Rydych chi wedi allgofnodi.
