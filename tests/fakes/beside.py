"""What processes beside the program run in tests."""

import os
import time

from babydrop_desktop.gateways.side_process import READY, be_harmless


def echo(pipe):
    """Give every message back; "die" ends the process, "sleep" keeps it busy for ever."""
    be_harmless()
    pipe.send_bytes(READY)
    while True:
        message = pipe.recv_bytes()
        if message == b"die":
            os._exit(3)
        if message == b"sleep":
            time.sleep(600)
        pipe.send_bytes(message)


def never_ready(pipe):
    """End before it is ready."""
    pipe.close()
