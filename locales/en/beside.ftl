# Half an hour with a helper beside the teller.
easy-beside-left = { $minutes ->
    [one] 1 minute left
   *[other] { $minutes } minutes left
}
easy-beside-only = Only this story is open now
easy-beside-go-on-story = You can go on with your story.
easy-beside-worker = A worker can sign in to open the rest.
easy-beside-go-on = Go on with the story
easy-beside-help = Get help
easy-beside-workers = Workers: sign in
easy-beside-over = The time is over.
easy-beside-again = { $helper } can sign in again.
easy-beside-words-here = Your words are still here.
easy-beside-start-again = Start again with this story. Then press Go on here.
easy-beside-safe = Your story is safe.
easy-beside-file = Please pick your file again after that.
easy-beside-film-here = A film is still here. Start again with this story to send it.
easy-beside-sign-in-tab = Sign in (opens a new tab)
easy-beside-press = Go on
easy-beside-sign-in = Sign in
