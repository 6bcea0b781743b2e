"""Sending a run: the journal's rows → the partner API → one outcome a row. Start reading in `sending`.

It needs no file and no terminal: it joins journal, pacer, client and verdict, and tells by events what happens.
"""

from importer.upload.options import Mode, SendOptions, Surroundings
from importer.upload.sending import run_sending, send
from importer.upload.stopping import SendingStoppedError, StopSignal

__all__ = ["Mode", "SendOptions", "SendingStoppedError", "StopSignal", "Surroundings", "run_sending", "send"]
