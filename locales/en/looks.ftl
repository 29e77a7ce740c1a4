# How many looked at a teller's story, and what came of it.
easy-looks-title = Who looked at your story?
easy-looks-nobody = Nobody has looked at it yet.
easy-looks-no-staff = Nobody who works here has looked at it yet.
easy-looks-staff = { $count ->
    [one] 1 person of our staff watched or read it.
   *[other] { $count } staff watched or read it.
}
easy-looks-team = { $count } of the team who heard you.
easy-looks-planners = { $count ->
    [one] 1 person who plans services.
   *[other] { $count } people who plan services.
}
easy-looks-frontline = { $count } of the frontline staff.
easy-looks-leaders = { $count ->
    [one] 1 leader.
   *[other] { $count } leaders.
}
easy-looks-others = { $count ->
    [one] 1 other person who signed in.
   *[other] { $count } other people who signed in.
}
easy-looks-strangers = { $count ->
    [one] 1 time by people we do not know.
   *[other] { $count } times by people we do not know.
}
easy-looks-last = The last time was on { $day }.
# $title: as the people who work here wrote it.
easy-looks-decided = { $who ->
    [planner] A planner used it in a decision about { $title }.
    [leader] A leader used it in a decision about { $title }.
    [researcher] A researcher used it in a decision about { $title }.
   *[other] Somebody here used it in a decision about { $title }.
}
easy-looks-learned = { $who ->
    [planner] A planner used it in what they learned. They wrote this: { $title }.
    [leader] A leader used it in what they learned. They wrote this: { $title }.
    [researcher] A researcher used it in what they learned. They wrote this: { $title }.
   *[other] Somebody here used it in what they learned. They wrote this: { $title }.
}
easy-looks-write-down = We write down who looked.
easy-looks-ask = Do you want to know more? Ask us.
easy-looks-back = Back to my story
