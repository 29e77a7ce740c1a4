# A story as it is watched, heard and read.
easy-shown-getting-ready = The film is being made ready. It takes a few minutes.
easy-shown-broken = We could not play this film. Ask the person who helped you to send it again.
easy-shown-picture = A picture from { $teller }
easy-shown-recording = { $title }, { $teller }, recording { $number }
easy-shown-captions = Words on screen
easy-shown-watch = Watch the film
easy-shown-words = Words
easy-shown-hear = Hear the story
easy-shown-play = Play
easy-shown-stop = Stop
easy-shown-back = Back 10 seconds
easy-shown-slower = Slower
easy-shown-read = Read the words
easy-shown-gone = This story is not here any more.
