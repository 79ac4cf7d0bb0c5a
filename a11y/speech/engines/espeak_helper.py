"""The program around the espeak-ng library: requests on stdin, sound and times on stdout.

It runs alone in its process: the library is GPL, keeps global state and is not thread-safe.
A request is ``{"voice", "words_per_minute", "text"}``, the answer ``{"rate", "words"}``
(``words``: [character of the text, milliseconds] pairs) and samples. With ``"phonemes": true``
the answer is ``{"phonemes"}`` without samples; ``"ipa": true`` gives them in the phonetic alphabet.
"""

from __future__ import annotations

import ctypes
from typing import Any

import espeakng_loader

from a11y.speech.engines.frames import serve

# Values of speak_lib.h, espeak-ng 1.52.
OUTPUT_SYNCHRONOUS = 2
DONT_EXIT = 0x8000
PARAMETER_RATE = 1
CHARS_UTF8 = 1
POSITION_CHARACTER = 1
EVENT_END_OF_LIST, EVENT_WORD = 0, 1
PHONEMES_MNEMONIC, PHONEMES_IPA = 0, 2


class _Id(ctypes.Union):
    _fields_ = [
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    ]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Voice:
    """The library, loaded once; collects samples and word times while it speaks."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.sample_rate = self.library.espeak_Initialize(OUTPUT_SYNCHRONOUS, 0, data, DONT_EXIT)
        if self.sample_rate <= 0:
            raise RuntimeError("espeak-ng could not read its data")
        self.library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self.samples = bytearray()
        self.words: list[tuple[int, int]] = []
        self.callback = _Callback(self._collect)
        self.library.espeak_SetSynthCallback(self.callback)

    def _collect(self, wave: Any, count: int, events: Any) -> int:
        if count > 0:
            self.samples += ctypes.string_at(wave, count * 2)
        index = 0
        while events[index].type != EVENT_END_OF_LIST:
            event = events[index]
            if event.type == EVENT_WORD:
                self.words.append((event.text_position - 1, event.audio_position))
            index += 1
        return 0

    def speak(self, voice: str, words_per_minute: int, text: str) -> tuple[dict[str, Any], bytes]:
        """Samples of ``text`` and its word times. Raises ValueError for an unknown voice."""
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"no voice {voice}")
        self.library.espeak_SetParameter(PARAMETER_RATE, words_per_minute, 0)
        self.samples.clear()
        self.words.clear()
        raw = text.encode()
        self.library.espeak_Synth(
            raw, len(raw) + 1, 0, POSITION_CHARACTER, 0, CHARS_UTF8, None, None
        )
        return {"rate": self.sample_rate, "words": self.words}, bytes(self.samples)

    def phonemes(self, voice: str, text: str, ipa: bool) -> dict[str, str]:
        """Phonemes of ``text``, clause by clause: the library's mnemonics, or IPA."""
        self.library.espeak_SetVoiceByName(voice.encode())
        rest = ctypes.pointer(ctypes.cast(ctypes.c_char_p(text.encode()), ctypes.c_void_p))
        clauses = []
        while rest.contents.value:
            said = self.library.espeak_TextToPhonemes(
                rest, CHARS_UTF8, PHONEMES_IPA if ipa else PHONEMES_MNEMONIC
            )
            clauses.append((said or b"").decode())
        return {"phonemes": " ".join(clauses)}


def main() -> None:
    """Answers requests until their sender is gone."""
    voice = Voice()

    def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if request.get("phonemes"):
            ipa = bool(request.get("ipa"))
            return voice.phonemes(request["voice"], request["text"], ipa), b""
        return voice.speak(request["voice"], request["words_per_minute"], request["text"])

    serve(answer)


if __name__ == "__main__":
    main()
