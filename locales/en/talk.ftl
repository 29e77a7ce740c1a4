# "Is someone hurting you?": telling us, and what happens then.
easy-talk-fault = It is not your fault. You can tell us.
easy-talk-only-safe = Only people who keep you safe read it.
easy-talk-stop-showing = We stop showing your story.
easy-talk-take-back = You can take your story back at any time.
easy-talk-keep = We still keep what you told us about the danger.
easy-talk-not-show = Your pages do not show that you told us.
easy-talk-yes = Yes, I want to tell you
easy-talk-no = No, go back
easy-talk-call = You can call somebody
easy-talk-what = What worries you?
easy-talk-told = When you pick one, we are told.
easy-talk-more = Do you want to say more?
easy-talk-your-words = Your words
easy-talk-few = A few words are enough.
easy-talk-we-know = We know it now. Thank you for telling us.
easy-talk-no-more = Say no more
easy-talk-want = What do you want us to do?
easy-talk-listen = We listen to you. We cannot promise everything.
easy-talk-want-talk = Come and talk to me
easy-talk-want-safe = Help me to be safe
easy-talk-want-nothing = Do nothing yet
easy-talk-want-not-sure = I do not know
easy-talk-thanks = Thank you for telling us.
easy-talk-soon = Somebody will look at it soon.
easy-talk-start = Go to the start
# The title of the page while it goes away: it says nothing.
easy-talk-weather = Weather
