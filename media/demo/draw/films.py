"""Makes the demo's films, sound and captions from council.json: python3 films.py OUT [name ...]

The words a person "says" are the story's own words, cut into cues at sentence ends; each cue is
spoken on its own so that its caption carries the exact time of its speech. The voices are
synthetic and stand in for people: nobody was recorded.
"""

import array
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import wave

import scenes_tall
import scenes_wide
from kit import page

HERE = pathlib.Path(__file__).resolve().parent
RATE = 22050
FPS = 12
# voice, words a minute, pitch (0-99), loudness (0-200), seconds of quiet after a sentence, room sound
VOICES = {
    "film-bus.mp4": ("en-gb+m3", 158, 46, 150, 0.34, "rain"),
    "film-hall.mp4": ("en-gb-x-gbclan+f2", 160, 38, 150, 0.36, "room"),
    "film-window.mp4": ("en-gb-x-rp+f4", 152, 36, 150, 0.4, "birds"),
    "film-allotment.mp4": ("en-029+m1", 148, 26, 150, 0.4, "birds"),
    "film-mug.mp4": ("en-gb+f3", 166, 40, 145, 0.36, "room"),
    "film-boats.mp4": ("en-gb-x-gbcwmd+m7", 160, 40, 150, 0.36, "sea"),
    "film-night.mp4": ("en-gb-x-gbclan+f5", 168, 52, 110, 0.34, "night"),
    "film-key.mp4": ("en-gb-x-gbclan+m2", 164, 40, 150, 0.36, "room"),
    "voice-precious.m4a": ("en-gb+f5", 176, 62, 150, 0.26, "bus"),
    "voice-ray.m4a": ("en-gb-x-gbclan+m6", 150, 18, 150, 0.42, "sea"),
}
SCENES = {
    "film-bus.mp4": (scenes_wide, scenes_wide.bus_stop),
    "film-hall.mp4": (scenes_wide, scenes_wide.hall),
    "film-window.mp4": (scenes_wide, scenes_wide.kitchen_window),
    "film-allotment.mp4": (scenes_wide, scenes_wide.allotment),
    "film-mug.mp4": (scenes_wide, scenes_wide.mug),
    "film-boats.mp4": (scenes_tall, scenes_tall.boatyard),
    "film-night.mp4": (scenes_tall, scenes_tall.night),
    "film-key.mp4": (scenes_tall, scenes_tall.front_door),
}
# room sound: a colour of noise, then how it is softened
ROOMS = {
    "rain": "anoisesrc=color=pink:amplitude=0.10:seed=3,highpass=f=700,lowpass=f=5200",
    "room": "anoisesrc=color=brown:amplitude=0.05:seed=4,lowpass=f=700",
    "birds": "anoisesrc=color=pink:amplitude=0.025:seed=5,highpass=f=300,lowpass=f=2600",
    "sea": "anoisesrc=color=brown:amplitude=0.12:seed=6,lowpass=f=900,tremolo=f=0.18:d=0.7",
    "night": "anoisesrc=color=brown:amplitude=0.04:seed=7,lowpass=f=400",
    "bus": "anoisesrc=color=brown:amplitude=0.22:seed=8,lowpass=f=240,tremolo=f=7:d=0.25",
}
# how to say what the speaker would otherwise trip on; captions keep the spelling
SAID = {"callaloo": "calla-loo", "Agnieszka": "Ag-nyesh-ka", "lino": "line-oh", "Deano": "Deeno"}


def cues(words, widest=76):
    """Sentences, the long ones cut at a comma; joined by one space they are the words again."""
    out = []
    for sentence in re.findall(r"\S.*?[.!?](?=\s|$)|\S.+$", words):
        while len(sentence) > widest:
            commas = [m.end() for m in re.finditer(r",(?= )", sentence)]
            fitting = [c for c in commas if 18 <= c <= widest and len(sentence) - c > 8]
            if not fitting:
                spaces = [m.start() for m in re.finditer(" ", sentence) if m.start() <= widest]
                fitting = [min(spaces, key=lambda s: abs(s - len(sentence) / 2))]
            cut = min(fitting, key=lambda c: abs(c - len(sentence) / 2))
            out.append(sentence[:cut])
            sentence = sentence[cut:].strip()
        out.append(sentence)
    # very short sentences share a cue, so that captions can be read
    merged = []
    for cue in out:
        if merged and merged[-1][-1] in ".!?" and len(merged[-1]) + len(cue) < 46:
            merged[-1] += " " + cue
        else:
            merged.append(cue)
    assert " ".join(merged) == words, "cues lost a word"
    return merged


def speak(text, voice):
    name, speed, pitch, loud, _, _ = voice
    for word, sound in SAID.items():
        text = text.replace(word, sound)
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(
            ["espeak-ng", "-v", name, "-s", str(speed), "-p", str(pitch), "-a", str(loud), "-w", file.name, text],
            check=True,
        )
        with wave.open(file.name) as sound:
            assert sound.getframerate() == RATE
            data = array.array("h", sound.readframes(sound.getnframes()))
    loud_at = [i for i, s in enumerate(data) if abs(s) > 180]
    return data[max(0, loud_at[0] - 400) : loud_at[-1] + 1200]


def speech(words, voice, lead):
    """All the cues in a row: (samples, [(start s, end s, text)])."""
    track, times = array.array("h", [0] * int(lead * RATE)), []
    for cue in cues(words):
        said = speak(cue, voice)
        start = len(track) / RATE
        track.extend(said)
        times.append((start, len(track) / RATE, cue))
        rest = voice[4] if cue[-1] in ".!?" else 0.08
        track.extend([0] * int(rest * RATE))
    track.extend([0] * int(1.1 * RATE))
    return track, times


def loudness(track):
    """One level 0..1 for each frame of the film, eased so that a mouth does not flutter."""
    step = RATE // FPS
    levels = []
    for i in range(0, len(track), step):
        part = track[i : i + step]
        levels.append(math.sqrt(sum(s * s for s in part) / max(1, len(part))))
    top = sorted(levels)[int(len(levels) * 0.95)] or 1
    eased, last = [], 0.0
    for level in levels:
        last = 0.35 * last + 0.65 * min(1.0, level / top)
        eased.append(last)
    return eased


def stamp(seconds):
    return f"{int(seconds // 60):02d}:{seconds % 60:06.3f}"


def write_wav(path, track):
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(track.tobytes())


def sound_filter(room, length):
    soft = "highpass=f=90,lowpass=f=5200,equalizer=f=3200:t=q:w=1.2:g=-4,aecho=0.9:0.6:28|41:0.16|0.09"
    return (
        f"[0:a]{soft}[voice];{ROOMS[room]},atrim=duration={length:.3f},afade=t=in:d=0.6,"
        f"afade=t=out:st={max(0, length - 1):.3f}:d=1[room];"
        "[voice][room]amix=inputs=2:duration=first:normalize=0,loudnorm=I=-19:TP=-2:LRA=9,aresample=44100[a]"
    )


def make(name, words, out):
    voice = VOICES[name]
    film = name in SCENES
    track, times = speech(words, voice, 0.7 if film else 0.3)
    length = len(track) / RATE
    with tempfile.TemporaryDirectory() as box:
        wav = pathlib.Path(box) / "speech.wav"
        write_wav(wav, track)
        sound = ["-filter_complex", sound_filter(voice[5], length), "-map", "[a]", "-c:a", "aac", "-ac", "1"]
        base = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", "-i", str(wav)]
        end = ["-map_metadata", "-1", "-movflags", "+faststart", "-t", f"{length:.3f}", str(out / name)]
        if not film:
            subprocess.run(base + sound + ["-b:a", "48k"] + end, check=True)
            return length
        shape, scene = SCENES[name]
        vtt = "WEBVTT\n\n" + "\n\n".join(f"{stamp(a)} --> {stamp(b)}\n{text}" for a, b, text in times) + "\n"
        (out / name.replace(".mp4", ".vtt")).write_text(vtt, encoding="utf8")
        picture = ["-f", "image2pipe", "-framerate", str(FPS), "-c:v", "png", "-i", "-"]
        code = ["-map", "1:v", "-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-pix_fmt", "yuv420p",
                "-crf", "27", "-maxrate", "190k", "-bufsize", "500k", "-g", "48", "-b:a", "48k"]
        run = subprocess.Popen(base + picture + sound + code + end, stdin=subprocess.PIPE)
        for i, talk in enumerate(loudness(track)):
            run.stdin.write(frame(shape, scene, i / FPS, length, talk))
        run.stdin.close()
        assert run.wait() == 0, name
    return length


def frame(shape, scene, t, length, talk):
    defs, inner = scene(t, length, talk)
    svg = page(shape.W, shape.H, inner, defs)
    return subprocess.run(["rsvg-convert"], input=svg.encode(), stdout=subprocess.PIPE, check=True).stdout


def main():
    out = pathlib.Path(sys.argv[1])
    wanted = sys.argv[2:]
    council = json.loads((HERE.parent / "council.json").read_text(encoding="utf8"))
    said = {s["media"]: s["words"] for s in council["stories"] if s["media"] in VOICES}
    for name in VOICES:
        if not wanted or name in wanted:
            length = make(name, said[name], out)
            print(f"{name} {length:.1f} s {(out / name).stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
