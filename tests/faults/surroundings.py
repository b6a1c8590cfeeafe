"""Where a program is started: which system calls are refused, which resources are short."""
from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from typing import List, Optional, Tuple

PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2

MEMFD_CREATE = {"x86_64": 319, "aarch64": 279}.get(platform.machine(), -1)
MADVISE = {"x86_64": 28, "aarch64": 233}.get(platform.machine(), -1)
PIDFD_OPEN = 434  # the same everywhere
IO_URING_SETUP = 425
MADV_POPULATE_WRITE = 23

_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER, _THIRD_ARGUMENT = 0, 32  # offsets in struct seccomp_data, little-endian

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def _prctl(*arguments: object) -> None:
    if _libc.prctl(*arguments) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def adopt_orphans() -> None:
    """From now on processes whose parents die become children of this one (prctl(2))."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def has_no_children() -> bool:
    """Collects dead ones whose parents died before them, as the system would."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except ChildProcessError:
        return True
    return False


def _instructions(number: int, error: int, third_argument: Optional[int]) -> List[Tuple[int, int, int, int]]:
    """Of a filter that refuses one system call, or those of it that have that third argument (seccomp(2))."""
    refusal = [(_RETURN, 0, 0, _ERRNO | error), (_RETURN, 0, 0, _ALLOW)]
    if third_argument is None:
        return [(_LOAD, 0, 0, _NUMBER), (_JUMP_IF_EQUAL, 0, 1, number), *refusal]
    return [(_LOAD, 0, 0, _NUMBER), (_JUMP_IF_EQUAL, 0, 3, number), (_LOAD, 0, 0, _THIRD_ARGUMENT),
            (_JUMP_IF_EQUAL, 0, 1, third_argument), *refusal]


def refuse(number: int, error: int = errno.EPERM, third_argument: Optional[int] = None) -> None:
    """From now on this process and all below it get this error, as in a container or from an old kernel."""
    code = b"".join(struct.pack("HBBI", *each) for each in _instructions(number, error, third_argument))
    kept = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(kept, ctypes.c_void_p))
    _prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
