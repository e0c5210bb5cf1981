"""Sets up everything on a fresh machine: uv, the locked packages, and the system's own parts.

    python3 packaging/prepare.py run     what the program needs
    python3 packaging/prepare.py test    what its tests need, too
    python3 packaging/prepare.py lock    nothing; writes the locked requirements anew

Needs Python alone. Does nothing, in a moment, where nothing has changed. System packages are
installed with apt where this user may; elsewhere it says which are missing and stops.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".cache" / "tools"
LOCKS = {"run": ROOT / "requirements" / "run.txt", "test": ROOT / "requirements" / "dev.txt"}
OLDEST = (3, 11)
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"

# What Qt's own libraries load from a Linux system, and the Debian package that has it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# What the tests start, and the Debian package that has it.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "import": "imagemagick",
    "initdb": "postgresql",
}
# The same for tests that skip, and say so, where it is not there.
BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "microsoft-edge")
BROWSER_PACKAGE = "chromium"


def main(purpose: str) -> int:
    """Set up for "run" or "test", or write the lock; 0 where all is there now."""
    if sys.version_info < OLDEST:
        return _stop(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version}.")
    if purpose == "lock":
        return _lock()
    missing = _missing(purpose)
    if missing and not _install(missing):
        names = " ".join(missing)
        return _stop(f"These system packages are missing. Install them: apt-get install {names}")
    if purpose == "test" and not _has_browser():
        _install([BROWSER_PACKAGE])
    lock = LOCKS[purpose]
    if not _is_current(lock):
        uv = _uv()
        if not _has_python():
            _make_venv(uv)
        print(f"Installing the packages of {lock.relative_to(ROOT)} …", flush=True)
        env = {**os.environ, "VIRTUAL_ENV": str(VENV)}
        # Compiled now, so that the first start need not do it.
        sync = [uv, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", lock]
        subprocess.run(sync, check=True, env=env)
        _stamp().write_text(_state(lock), "ascii")
    return 0


def _stop(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


def _stamp() -> Path:
    return VENV / "babydrop-lock"


def _state(lock: Path) -> str:
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _is_current(lock: Path) -> bool:
    """Whether the environment has the lock's packages; that of the tests has those of the run."""
    if not _stamp().exists() or not _has_python():
        return False
    return _stamp().read_text("ascii") in {_state(lock), _state(LOCKS["test"])}


def _has_python() -> bool:
    """Whether the environment's Python is there (not a link to one that is gone), and is this one.

    Looked up, not started: it has to take no time.
    """
    if not (VENV / BIN / ("python.exe" if WINDOWS else "python")).exists():
        return False
    try:
        lines = (VENV / "pyvenv.cfg").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    facts = dict(line.replace(" ", "").split("=", 1) for line in lines if "=" in line)
    made_with = facts.get("version_info") or facts.get("version") or ""
    return made_with.split(".")[:3] == [str(number) for number in sys.version_info[:3]]


def _make_venv(uv: str) -> None:
    """An environment of this Python, in the place of one that cannot be used."""
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, VENV], check=True)


def _lock() -> int:
    """Write the lock: exact versions with hashes, for every system, without any download address.

    Versions stay as they are where they still fit; remove a line first to get a newer one.
    """
    folder = Path("requirements")
    whole = ["pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate"]
    whole += ["--python", sys.executable, "--custom-compile-command", "make lock"]
    project, run = ["pyproject.toml"], ["-c", str(folder / "run.txt")]
    for name, asked, given in (
        ("run", project, ""),
        ("dev", [*project, "--group", "dev", *run], ""),
        ("tools", ["-"], "uv"),
    ):
        command = [_uv(), *whole, *asked, "-o", str(folder / f"{name}.txt")]
        subprocess.run(command, check=True, cwd=ROOT, input=given, text=True)
    return 0


def _works(uv: str | None) -> bool:
    """Whether it is a uv, not the stand-in of a version manager that has none."""
    if uv is None:
        return False
    return subprocess.run([uv, "--version"], check=False, capture_output=True).returncode == 0


def _uv() -> str:
    """The uv on this machine, else one in a folder of the project's own."""
    found = shutil.which("uv")
    if not _works(found):
        found = None
    own = TOOLS / BIN / ("uv.exe" if WINDOWS else "uv")
    if found is None and not own.exists():
        print("Installing uv …", flush=True)
        try:
            import ensurepip  # noqa: F401, PLC0415 - Debian leaves it out of its Python
        except ImportError:
            if not _install(["python3-venv"]):
                raise SystemExit(_stop("Install python3-venv (or uv) and start again.")) from None
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        pip = [TOOLS / BIN / "python", "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "-r", ROOT / "requirements" / "tools.txt"], check=True)
    return found or str(own)


def _missing(purpose: str) -> list[str]:
    """The Debian packages that this Linux lacks."""
    if not sys.platform.startswith("linux"):
        return []
    found = [package for name, package in QT_LIBRARIES.items() if not _loads(name)]
    if purpose == "test":
        found += [package for name, package in TEST_PROGRAMS.items() if not _is_there(name)]
    return found


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _is_there(program: str) -> bool:
    # Debian keeps PostgreSQL's own programs out of the PATH.
    return bool(shutil.which(program) or list(Path("/usr/lib/postgresql").glob(f"*/bin/{program}")))


def _has_browser() -> bool:
    """Whether a browser is there; only a Linux is asked, where it can be installed."""
    return not sys.platform.startswith("linux") or any(map(shutil.which, BROWSERS))


def _install(packages: list[str]) -> bool:
    """Install Debian packages where this user may without being asked; whether it did."""
    apt = shutil.which("apt-get")
    if apt is None:
        return False
    rights: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or subprocess.run([sudo, "-n", "true"], check=False).returncode != 0:
            return False
        rights = [sudo, "-n"]
    print(f"Installing system packages: {' '.join(packages)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends"]):
        names = packages if arguments[0] == "install" else []
        command = [*rights, apt, *arguments, *names]
        done = subprocess.run(
            command, env=quiet, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if done.returncode != 0:
            print(done.stdout.decode(errors="replace")[-2000:], file=sys.stderr)
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
