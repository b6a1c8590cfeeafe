#!/usr/bin/env bash
# Plays machines that are not at hand: an emulated one (qemu, without KVM) boots the distribution's kernel, sees this
# machine's files read-only, and runs tests and a short recording with its page in memory of its own. Its times are those
# of an emulator: they are printed nowhere and kept nowhere.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/../setup.sh"

readonly cache=build/other_machines  # the kernel, a few hundred MB
# What the kernel needs to see our files, each after those that it needs itself.
readonly modules="virtio_ring virtio virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci netfs fscache 9pnet 9pnet_virtio 9p"
readonly tests='Cpu*:Cgroup*:Caches*:MemoryNodes*:Placement*:Provenance*:Plan*:*StrategyContract*squares*:HandOffModel*'

usage() {
  cat <<'END'
Usage: tests/other_machines.sh [eight-cpus | two-nodes | one-cpu]...
Without a name all three, one after the other. Takes qemu-system-x86_64, busybox (static), cpio, apt-get and what
./test.sh has built. Minutes each.
END
}

# The machine's own flags.
hardware_of() {
  case $1 in
    eight-cpus) echo -smp 8 -m 6G ;;
    two-nodes)
      echo -smp 4 -m 6G -object memory-backend-ram,id=first,size=3G -object memory-backend-ram,id=second,size=3G \
        -numa node,memdev=first,cpus=0-1 -numa node,memdev=second,cpus=2-3
      ;;
    one-cpu) echo -smp 1 -m 4G ;;
    *) die "no machine '$1'; see --help" 2 ;;
  esac
}

fetch_kernel() {
  [[ -e $cache/vmlinuz ]] && return
  mkdir -p "$cache"
  local package
  package=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image/ { print $2; exit }')
  (cd "$cache" && apt-get -q download "$package" && dpkg -x ./*.deb root && rm ./*.deb)
  cp "$cache"/root/boot/vmlinuz-* "$cache/vmlinuz"
}

# What the kernel starts as its first process: files of this machine below, memory above.
write_init() {
  cat >"$1" <<END
#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /host
/bin/busybox mount -t proc proc /proc
for module in $modules
do /bin/busybox insmod /modules/\$module.ko; done
/bin/busybox mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=524288,cache=loose host /host
/bin/busybox mount -t proc proc /host/proc
/bin/busybox mount -t sysfs sysfs /host/sys
/bin/busybox mount -t devtmpfs devtmpfs /host/dev
/bin/busybox mkdir -p /host/dev/shm
for folder in /host/dev/shm /host/tmp
do /bin/busybox mount -t tmpfs tmpfs \$folder; done
/bin/busybox chroot /host /usr/bin/env -i HOME=/tmp PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb bash -c '$2'
echo "emulated machine ended with \$?"
/bin/busybox poweroff -f
END
  chmod +x "$1"
}

make_initramfs() {
  local folder=$cache/initramfs
  rm -rf "$folder" && mkdir -p "$folder/bin" "$folder/modules"
  cp "$(command -v busybox)" "$folder/bin/busybox"
  local module
  for module in $modules; do
    cp "$(find "$cache/root/lib/modules" -name "$module.ko")" "$folder/modules/"
  done
  write_init "$folder/init" "$1"
  (cd "$folder" && find . | cpio --quiet -o -H newc | gzip -1) >"$cache/initramfs.gz"
}

# What is done on each of them.
task() {
  cat <<END
set -e
cd "$PWD"
echo
echo "CPUs \$(nproc), nodes \$(ls -d /sys/devices/system/node/node* | wc -l), \$(uname -r)"
build/release/crossover_tests --gtest_brief=1 --gtest_filter="$tests"
"$python" benchmarks/record.py --lives=3 --sample-ms=0.5 --questions=sizes,scaling,contention --sizes=1000 --dir=/tmp/kept --bench=build/release/bench >/tmp/file
"$python" plots/report.py "\$(cat /tmp/file)" >/dev/null
find /tmp/kept -name report.html
END
}

play() {
  local log=$cache/$1.log hardware
  read -ra hardware <<<"$(hardware_of "$1")"
  say "$1: ${hardware[*]}"
  timeout 3600 qemu-system-x86_64 -accel tcg,thread=multi -machine q35 -cpu max -nographic -no-reboot \
    -kernel "$cache/vmlinuz" -initrd "$cache/initramfs.gz" -append "console=ttyS0 quiet panic=-1" \
    -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
    "${hardware[@]}" </dev/null >"$log" 2>&1 || true
  grep -qa "emulated machine ended with 0" "$log" || { tail -n 40 "$log" >&2 && die "$1 failed; all it said is in $log"; }
  grep -a "^CPUs\|PASSED\|report.html" "$log"
}

machines=()
for arg; do
  case $arg in
    -h | --help) usage && exit ;;
    *) hardware_of "$arg" >/dev/null && machines+=("$arg") ;;
  esac
done
((${#machines[@]})) || machines=(eight-cpus two-nodes one-cpu)
for tool in qemu-system-x86_64 busybox cpio apt-get; do
  has "$tool" || die "$tool is missing: apt-get install qemu-system-x86 busybox-static cpio" 2
done
[[ -x build/release/crossover_tests ]] || die "nothing is built; ./test.sh builds it" 2
# shellcheck disable=SC2046  # one word for each module
python=$(find_python $(modules_of build)) || die "no python3 has what our programs import; ./setup.sh installs it" 2
fetch_kernel
make_initramfs "$(task)"
for machine in "${machines[@]}"; do
  play "$machine"
done
