# Straeon pobl eraill, i'w gwylio.
easy-watch-title = Gwylio straeon eraill
easy-watch-watch = Gwylio
easy-watch-none = Does dim byd i'w wylio heddiw.
easy-watch-why-none = Gall pobl rannu eu stori gyda phawb. Yna bydd hi yma.
easy-watch-start = Mynd i'r dechrau
easy-watch-none-here = Does dim byd i'w wylio yma heddiw.
easy-watch-else = Gwylio rhywbeth arall
easy-watch-stories = { $count ->
    [zero] dim straeon
    [one] 1 stori
    [two] 2 stori
   *[other] { $count } stori
}
