"""How long it takes from the press of "Take it back" until a story is gone for another account.

Everything goes through the pages, as people do it: page, captions, search, counts and a showcase are asked
one after the other until none of them has the story. The peer is the same round with a press that does nothing.
"""
import http.client
import re
import time
import urllib.parse

STORIES = 1_000
TAKEN_BACK = 20
# A word that is in all of them, and in nothing that was there before.
COMMON = f"zebra{time.time_ns()}"
SAME = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}


class Person:
    """Somebody at a browser that keeps its cookies and goes nowhere by itself."""

    def __init__(self, port):
        self.talk = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = {}
        self.asked = time.monotonic()

    def ask(self, method, path, fields=None):
        body = urllib.parse.urlencode(fields, doseq=True) if fields is not None else None
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if time.monotonic() - self.asked > 2:
            # The server hangs up on those who are silent; the next request begins anew.
            self.talk.close()
        self.talk.request(method, path, body, {**SAME, "Cookie": cookies})
        answer = self.talk.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self.asked = time.monotonic()
        for line in answer.msg.get_all("set-cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.getheader("location") or "", text

    def press(self, path, fields):
        status, place, text = self.ask("POST", path, fields)
        if status >= 400:
            raise SystemExit(f"{path} was answered with {status}")
        return place, text


def typed(text, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', text).group(1)


def tell(phone, number):
    """A story that planners read: its id and a word that is in it only."""
    word = f"quagga{number}x"
    place, _ = phone.press("/me/story/new", {"way": "write", "nonce": f"{word}-{time.time_ns()}"})
    story = place.split("/")[3]
    at = f"/me/story/{story}"
    phone.press(f"{at}/write", {"words": f"Everybody said {COMMON} and {word}."})
    wording = typed(phone.ask("GET", f"{at}/show")[2], "wording")
    phone.press(f"{at}/show", {"audience": "planners", "form": "words", "wording": wording})
    phone.press(f"{at}/send", {"cut": typed(phone.ask("GET", f"{at}/check")[2], "cut")})
    return story, word


def count(text):
    said = re.search(r'class="sf-count"[^>]*>([^<]*)<', text).group(1)
    return max((int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", said)), default=0)


def left(planner, story, word, before, showcase):
    """Where the story still is."""
    found = planner.ask("GET", f"/insight/search?q={word}")[2]
    return [
        name
        for name, there in [
            ("page", planner.ask("GET", f"/insight/stories/{story}")[0] == 200),
            ("captions", planner.ask("GET", f"/stories/{story}/words.vtt")[0] == 200),
            ("search", f"/insight/stories/{story}" in found),
            ("counts", count(planner.ask("GET", f"/insight/search?q={COMMON}")[2]) >= before),
            ("showcase", word in planner.ask("GET", showcase)[2]),
        ]
        if there
    ]


def measure(port, planner_email, password):
    """Seconds of the answer, until gone, and of the peer's round; one of each a story."""
    phone, planner = Person(port), Person(port)
    phone.press("/c/demo-sam", {"answer": "yes"})
    planner.press("/sign-in", {"email": planner_email, "password": password})
    told = [tell(phone, number) for number in range(STORIES)][-TAKEN_BACK:]
    while count(planner.ask("GET", f"/insight/search?q={COMMON}")[2]) < STORIES:
        time.sleep(0.1)
    shown = {"title": "Zebras", "why": "To see", "audience": "planners", "do": "make"}
    showcase, _ = planner.press("/watch/new", {**shown, "story": [story for story, _ in told[:12]]})
    answers, gone, peers = [], [], []
    for story, word in told:
        before = count(planner.ask("GET", f"/insight/search?q={COMMON}")[2])
        if left(planner, story, word, 1, showcase)[:1] != ["page"]:
            raise SystemExit(f"{word} was never there")
        begin = time.perf_counter()
        phone.ask("POST", "/me/stories/nothing/back", {})
        left(planner, story, word, before, showcase)
        peers.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        phone.press(f"/me/stories/{story}/back", {})
        answers.append(time.perf_counter() - begin)
        while still := left(planner, story, word, before, showcase):
            if time.perf_counter() - begin > 30:
                raise SystemExit(f"{word} is still there: {still}")
        gone.append(time.perf_counter() - begin)
    return answers, gone, peers
