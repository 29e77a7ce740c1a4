# Y drws ffrynt, help, a'r hyn y mae pob gwasanaeth yn ei gynnig i'w bobl.
easy-home-title = Eich stori, yn eich geiriau eich hun
easy-home-lead = Dywedwch wrth { $council } sut beth yw bywyd. Chi sy'n dewis pwy sy'n cael ei gweld.
easy-home-tell = Dweud stori
easy-home-film-here = Mae ffilm ar y ffôn hwn o hyd. Mewngofnodwch i'w hanfon.
easy-home-the-council = y cyngor
easy-home-work = Rwy'n gweithio yma

easy-start-camera = Pwyntiwch gamera eich ffôn at eich cerdyn.
easy-start-link = Pwyswch y ddolen sy'n ymddangos.
easy-start-ask = Gofynnwch i'r person sy'n eich helpu. Gallan nhw gael cerdyn i chi.

easy-help-title = Cael help
easy-help-helper = Gofynnwch i { $helper }. Gallan nhw eich helpu.
easy-help-card = Oes gennych chi gerdyn? Mae enw person sy'n helpu arno. Gofynnwch i'r person hwnnw.
easy-help-not-yours = Nid eich cerdyn chi ydyw? Rhowch ef yn ôl i'r person a'i rhoddodd i chi.
easy-help-danger = Ydych chi mewn perygl nawr? Ffoniwch 999.
easy-help-work = Os ydych chi'n gweithio yma
easy-help-password = Wedi colli eich cyfrinair? Gofynnwch i weinyddwr eich cyngor am ddolen newydd.

easy-accessibility-title = Hygyrchedd
easy-accessibility-lead = Rydym am i bawb allu defnyddio'r tudalennau hyn.
easy-accessibility-able = Dylech chi allu
easy-accessibility-bigger = gwneud y testun yn fwy a dal i ddarllen popeth
easy-accessibility-keyboard = defnyddio bysellfwrdd ar gyfer popeth
easy-accessibility-reader = defnyddio darllenydd sgrin
easy-accessibility-phone = defnyddio ffôn bach
easy-accessibility-script = defnyddio pob tudalen heb JavaScript
easy-accessibility-far = Pa mor bell rydym ni
accessibility-rules = Rydym yn dilyn y Canllawiau Hygyrchedd Cynnwys Gwe (WCAG 2.2, lefel AA).
easy-accessibility-checked = Mae rhaglenni'n gwirio'r tudalennau. Does dim grŵp o'r tu allan wedi eu gwirio eto. Felly nid ydym yn honni eu bod yn bodloni pob pwynt.
easy-accessibility-captions = Does dim capsiynau ar rai ffilmiau eto. Gofynnwch i ni ac fe rown ni'r geiriau i chi.
easy-accessibility-broken = Rhywbeth ddim yn gweithio?
easy-accessibility-tell = Dywedwch wrth y person a roddodd eich cerdyn i chi. Neu dywedwch wrth unrhyw un yn { $council }.
easy-accessibility-unhappy = Ddim yn hapus gyda'n hateb? Gall y bobl hyn eich helpu.
easy-accessibility-service = Gwasanaeth Cynghori a Chefnogi Cydraddoldeb

easy-privacy-title = Eich preifatrwydd
easy-privacy-yours = Chi biau eich stori.
easy-privacy-who = Chi sy'n dewis pwy sy'n cael ei gweld.
easy-privacy-how = Chi sy'n dewis a ydyn nhw'n eich gweld, eich clywed neu'n gwybod eich enw.
easy-privacy-back = Gallwch chi ei thynnu yn ôl unrhyw bryd.
easy-privacy-hurt = Oes rhywun yn eich brifo? Os dywedwch wrthym, mae'n rhaid i ni gael help i chi.
easy-privacy-keep = Beth rydym yn ei gadw
easy-privacy-keep-story = eich stori a'ch dewisiadau amdani
easy-privacy-keep-name = eich enw, ar wahân i'ch stori
easy-privacy-keep-looks = nodyn pan fydd rhywun sy'n gweithio yma yn edrych y tu ôl i enw ffug
easy-privacy-keep-cookie = un cwci, fel eich bod yn aros wedi mewngofnodi. Nid yw'n eich dilyn i unman arall
easy-privacy-council = { $council } sy'n gofalu am y wybodaeth hon. Gallwch ofyn am gopi o bopeth amdanoch chi.
easy-privacy-unhappy = Ddim yn hapus gyda sut rydym yn ei defnyddio? Gallwch ddweud wrth y bobl hyn.
easy-privacy-commissioner = Comisiynydd Gwybodaeth

credits-title = Diolchiadau
credits-symbols = OpenMoji, y prosiect emoji ac eiconau cod agored, sy'n gwneud y symbolau. Trwydded: Creative Commons BY-SA 4.0.
credits-letters = Atkinson Hyperlegible Next gan Sefydliad Braille America yw'r llythrennau. Trwydded: SIL Open Font Licence 1.1.
credits-parts = Mae rhannau'r ffurflenni wedi'u hadeiladu ar GOV.UK Frontend gan Wasanaeth Digidol y Llywodraeth. Trwydded: MIT.
