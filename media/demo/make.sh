#!/bin/sh
# Makes the demo's films, sound, captions and pictures again, from council.json and draw/.
# Nothing else runs this: the results are committed. It needs python3, ffmpeg, espeak-ng and
# rsvg-convert (Debian: apt-get install python3 ffmpeg espeak-ng librsvg2-bin) and a minute or two.
# Name films or sounds to make only those: ./make.sh film-bus.mp4
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for tool in python3 ffmpeg espeak-ng rsvg-convert; do
  command -v "$tool" >/dev/null || { echo "make.sh needs $tool" >&2; exit 1; }
done
export PYTHONDONTWRITEBYTECODE=1
python3 "$here/draw/films.py" "$here" "$@"
[ $# -gt 0 ] || python3 "$here/draw/photos.py" "$here"
du -ck "$here"/*.mp4 "$here"/*.m4a "$here"/*.jpg "$here"/*.vtt "$here"/*.json | tail -1
