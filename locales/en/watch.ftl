# Showcases as storytellers watch them.
easy-watch-title = Watch other stories
easy-watch-watch = Watch
easy-watch-none = There is nothing to watch today.
easy-watch-why-none = People can share their story with everyone. Then it is here.
easy-watch-start = Go to the start
easy-watch-none-here = There is nothing to watch here today.
easy-watch-else = Watch something else
easy-watch-stories = { $count ->
    [one] 1 story
   *[other] { $count } stories
}
