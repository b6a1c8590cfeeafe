"""Several hosts on one machine: network namespaces with an address each, joined by a bridge in one more."""
from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import List

import program
import ranks

NETWORK = "10.77.0."  # seen in these namespaces alone
# The launcher looks after a silent daemon, and a daemon after a silent launcher: cut off, each gives up in seconds.
KEEPALIVE = ("--mca", "oob_tcp_keepalive_time", "2", "--mca", "oob_tcp_keepalive_intvl", "1",
             "--mca", "oob_tcp_keepalive_probes", "2")


def call(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, timeout=60, capture_output=True, text=True)


class Hosts:
    """`host-1`, `host-2`, ...; they are removed at the end of the block, and with them all links."""

    def __init__(self, count: int, folder: Path) -> None:
        self._prefix = f"crossover-{os.getpid()}-"
        self._folder = folder
        self.names = [f"host-{number}" for number in range(1, count + 1)]

    def __enter__(self) -> Hosts:
        try:
            self._add("switch")
            self._in("switch", "link", "add", "bridge", "type", "bridge")
            self._in("switch", "link", "set", "bridge", "up")
            for number, name in enumerate(self.names, start=1):
                self._add_host(name, f"{NETWORK}{number}/24")
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        for name in ["switch", *self.names]:
            subprocess.run(["ip", "netns", "delete", self._prefix + name], check=False, timeout=60,
                           stderr=subprocess.DEVNULL)

    def cut_off(self, name: str) -> None:
        self._in(name, "link", "set", "uplink", "down")

    def limit_rate(self, name: str, rate: str) -> None:
        """Of what it sends: `100mbit`."""
        call("ip", "netns", "exec", self._prefix + name, "tc", "qdisc", "replace", "dev", "uplink", "root",
             "tbf", "rate", rate, "burst", "256kb", "latency", "100ms")

    def mpirun(self, *launcher_flags: object) -> List[object]:
        """A rank on each host, the first of which has the launcher."""
        agent = self._folder / "agent.sh"
        agent.write_text(f'#!/bin/sh\nhost=$1\nshift\nexec ip netns exec "{self._prefix}$host" unshare --uts '
                         'sh -c "hostname $host; exec $*"\n')
        agent.chmod(0o755)
        places = ",".join(f"{name}:1" for name in self.names)
        own = self.names[0]
        return ["ip", "netns", "exec", self._prefix + own, "unshare", "--uts", "sh", "-c",
                f'hostname {own}; exec "$@"', "sh",
                *ranks.mpirun(len(self.names), "--mca", "plm_rsh_agent", shlex.quote(str(agent)), "-H", places,
                              *launcher_flags)]

    def start(self, files_in: Path, *flags: object) -> program.Run:
        return ranks.start([*self.mpirun(*KEEPALIVE), *ranks.bench(files_in, *flags)])

    def _add(self, name: str) -> None:
        call("ip", "netns", "add", self._prefix + name)
        self._in(name, "link", "set", "lo", "up")

    def _add_host(self, name: str, address: str) -> None:
        self._add(name)
        call("ip", "-n", self._prefix + name, "link", "add", "uplink", "type", "veth",
             "peer", "name", name, "netns", self._prefix + "switch")
        self._in("switch", "link", "set", name, "master", "bridge", "up")
        self._in(name, "address", "add", address, "dev", "uplink")
        self._in(name, "link", "set", "uplink", "up")

    def _in(self, name: str, *words: str) -> None:
        call("ip", "-n", self._prefix + name, *words)
