# The page to sign in: the card first, and below it the way in for those who work here.
easy-sign-in-other-ways = Other ways to sign in
easy-sign-in-go-on = Sign in to go on. Then you come to the page you asked for.
easy-sign-in-card = Do you have a card? Point your phone's camera at it. You do not need a password.
easy-sign-in-email = Email address
easy-sign-in-password = Password
easy-sign-in-show = Show
easy-sign-in-hide = Hide
easy-sign-in-show-password = Show password
easy-sign-in-hide-password = Hide password
easy-sign-in-is-shown = Your password is visible
easy-sign-in-is-hidden = Your password is hidden
easy-sign-in-problem = There is a problem
easy-sign-in-enter-email = Enter your email address
easy-sign-in-enter-password = Enter your password
sign-in-no-match = That email address and password do not go together. Check both and try again
easy-sign-in-new-link = Somebody made a new password link for you on { $day }. If you did not ask for it, talk to an administrator.
easy-sign-in-out = You are signed out.
