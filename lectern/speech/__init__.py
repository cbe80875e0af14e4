"""Narration -> Recording: voices, what they say, and one sound file made of it.

`choose_voice` decides who reads, `speak` gives a levelled clip for every cue, `record` joins the clips of a
narration and encodes them once. Light to import: what is heavy is loaded when something is said.
"""

from lectern.speech.engines import NAMES, choose_voice
from lectern.speech.frames import Quality
from lectern.speech.offers import Offer, voices
from lectern.speech.recording import record
from lectern.speech.speaking import Spoken, speak

__all__ = ["NAMES", "Offer", "Quality", "Spoken", "choose_voice", "record", "speak", "voices"]
