# A teller's own stories: the shelf, one story, looking at it, taking it back, and the receipt of that.
easy-mine-title = My stories
easy-mine-my-story = My story
easy-mine-none = You have no stories yet.
easy-mine-want-one = Do you want to tell one?
easy-mine-began = You began this on { $day }.
easy-mine-go-on = Go on with it
easy-mine-open = Open it
easy-mine-throw = Throw it away
easy-mine-if-i-die = What if I die one day?

# Where a story is.
easy-mine-not-sent = Not sent yet
easy-mine-waiting = Waiting
easy-mine-shared = Shared
easy-mine-taken-back = Taken back
easy-mine-thrown-good = Thrown away for good
easy-mine-thrown-away = Thrown away
easy-mine-stopped = Stopped for now

# One story.
easy-mine-stopped-on = We stopped your story on { $day }.
easy-mine-why-safety = Why? Somebody was worried about you.
easy-mine-why-other = Why? Somebody else could be known from it.
easy-mine-why-capacity = Why? We check that you could decide.
easy-mine-why-not-services = Why? It is not about services or support.
easy-mine-why-law = Why? The law does not let us show it.
easy-mine-why-unclear = Why? We do not understand it yet.
easy-mine-who = Who? { $name }.
easy-mine-who-safe = Who? The people who keep you safe.
easy-mine-stop-ended = We ended the stop on { $day }.
easy-mine-know-more = Do you want to know more? You can ask us.
easy-mine-fault = It was not your fault.
easy-mine-again-or-other = You can send it again, or another one.
easy-mine-film-again = Film it again
easy-mine-send-again = Send it again
easy-mine-without = Go on without it
easy-mine-only-team = Nobody but the team can see it yet.
easy-mine-look-now = Look at it now
easy-mine-look-yes = Look and say yes
easy-mine-who-sees = Who can see it
easy-mine-stopped-team = While it is stopped, only we can see it.
easy-mine-when-goes-on = When it goes on, this is who can see it.
easy-mine-nobody-now = Nobody can see it now.
easy-mine-change-who = Change who can see it
easy-mine-change-until = Change how long
easy-mine-who-looked = Who looked
easy-mine-take-back = Take my story back
easy-mine-took-once = You took it back once.
easy-mine-see-out = See where it came out

# Looking at it as others will, and saying yes.
easy-mine-look = Look at your story
easy-mine-not-ready = Your film is not ready yet.
easy-mine-will-see = This is what they will see.
easy-mine-face-to-all = Anyone on the internet can see your face.
easy-mine-yes-share = Yes, share it
easy-mine-who-first = Pick who can see your story first.
easy-mine-not-yet = Not yet
easy-mine-team-sees = Thank you. We have your answer.
easy-mine-picked-see = Thank you. The people you picked can see it now.

# Taking it back.
easy-mine-ask-throw = Do you want to throw this story away?
easy-mine-ask-back = Do you want to take your story back?
easy-mine-hide-now = We hide it straight away.
easy-mine-30-days = You have 30 days to change your mind.
easy-mine-worry-stays = If somebody was worried about you, we keep that.
easy-mine-yes-throw = Yes, throw it away
easy-mine-yes-hide = Yes, hide it now
easy-mine-no-keep = No, keep it
easy-mine-threw = You threw it away.
easy-mine-gone-others = It is gone for everyone else.
easy-mine-back-as-was = Your story is back as it was.
easy-mine-thrown-for-good = This story is thrown away for good.
easy-mine-threw-story = You threw this story away.
easy-mine-took-back = You took your story back.
easy-mine-nobody-else = Nobody else can see it.
easy-mine-nothing-left = Nothing of it is left here.
easy-mine-back-until = You can bring it back until { $day }.
easy-mine-undo = Undo: bring it back
easy-mine-see-mine = See my stories

# The receipt: what it came out of, and what nobody could take out.
easy-mine-is-back = Your story is back
easy-mine-where-out = Where your story came out
easy-mine-brought-back = You brought it back. It is as it was.
easy-mine-thrown-for-good-it = It is thrown away for good.
easy-mine-after-that = After that day we throw it away for good.
easy-mine-nobody-used = Nobody had used it yet.
easy-mine-may-be-more = There was no time to look in every search. Your story is out of them all.
easy-mine-had-come-out = It had come out of these
easy-mine-came-out = It came out of these
easy-mine-outside = These are outside our house
easy-mine-could-not = We could not take these out
easy-mine-a-showcase = This is a showcase.
easy-mine-an-insight = This says what people told us.
easy-mine-a-decision = This is a decision.
easy-mine-a-search = Somebody looks for stories like yours.
easy-mine-a-copy = This left our house.
# $who: a name and, in brackets, what they do here; or "Somebody who works here".
easy-mine-made-it = { $who } made it.
easy-mine-that-was = That was on { $day }.
easy-mine-printed = { $who } printed it.
easy-mine-took-words = { $who } took the words away.
easy-mine-copy-gone = It was thrown away on { $day }.
easy-mine-asked-name = We asked { $name } to throw it away.
easy-mine-asked-them = We asked them to throw it away.
easy-mine-somebody = Somebody who works here
easy-mine-does-listen = listens to stories
easy-mine-does-plan = plans services
easy-mine-does-work = works with people
easy-mine-does-lead = is in charge
easy-mine-does-safe = keeps people safe
easy-mine-does-rules = looks after rules
easy-mine-does-computers = looks after computers
easy-mine-does-tell = tells stories
