# Yr hyn sydd o amgylch pob cwestiwn.
easy-step-part = Cam { $number } o { $of }
easy-step-picked = Eich dewis chi: { $what }.
easy-step-look = Edrychwch ar hyn
step-problem = Gwall
easy-step-pick = Dewiswch un llun i fynd ymlaen.
easy-step-lost-letters = Wnaeth rhai llythrennau ddim cyrraedd. Chwiliwch am � a'u teipio eto
easy-step-too-long = Gwnewch hwn yn fyrrach. Mae { $count } llythyren ynddo ac mae lle i { $room }
easy-step-check = Edrychwch ar eich geiriau a rhowch gynnig arall arni
