# What is around every page.
layout-skip = Skip to main content
easy-layout-help = Get help
easy-layout-sign-out = Sign out
easy-layout-beside = You and { $helper }
easy-layout-talk = Is someone hurting you?
easy-layout-accessibility = Accessibility
easy-layout-privacy = Privacy
easy-layout-credits = Credits
easy-layout-looks = Colours and letters
easy-layout-other-language = Cymraeg
layout-error = Error:
easy-layout-back = Back
easy-layout-listen = Listen
easy-layout-listen-stop = Stop
easy-layout-change = Change
easy-layout-change-of = your answer
easy-layout-sent = How much is sent
easy-layout-away = Go away from this page
easy-layout-away-keys = (or press Esc 3 times)
easy-layout-away-title = Talk to us
easy-layout-start = Start

# Moments. $weekday is 1 (Monday) to 7, $month 1 to 12.
easy-date-month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
easy-date-weekday-name = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
easy-date-day-year = { $day } { $month } { $year }
easy-date-minute = { $day } { $month } { $year }, { $time }
easy-date-moment = { $weekday } { $day } { $month } at { $time }
easy-date-month-year = { $month } { $year }
easy-date-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
easy-date-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
easy-date-hours = { $count ->
    [0] less than an hour
    [one] 1 hour
   *[other] { $count } hours
}
easy-date-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
