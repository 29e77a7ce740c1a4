# What is around every question: the step, the answer before, what to put right.
easy-step-part = Step { $number } of { $of }
easy-step-picked = You picked: { $what }.
easy-step-look = Please look at this
step-problem = Error
easy-step-pick = Pick one picture to go on.
easy-step-lost-letters = Some letters did not arrive. Look for � and type them again
easy-step-too-long = Make this shorter. It has { $count } letters and there is room for { $room }
easy-step-check = Check what you entered and try again
