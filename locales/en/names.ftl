# What stands for a teller's name where it is not shown.
easy-names-other = { $name } is the name we use for you.
easy-names-hidden = We do not say your name.
easy-names-alone = A story that shows your name stands alone.
