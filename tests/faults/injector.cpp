// Preloaded (LD_PRELOAD) into a program under test, which is not built differently for it: makes a
// call of the C library fail, or the process that makes it.
//
// CROSSOVER_FAULT=CALL,EFFECT,NTH,WHO, such as `pwrite,EIO,3,worker`
//   CALL    pwrite, pread, write, fdatasync, ftruncate, mkdtemp, fcntl (of locks), prctl (of a
//           parent's death), futex, exit
//   EFFECT  kill, stop, exit, or the error: EIO, ENOSPC, EINTR (once); short (half of the bytes)
//   NTH     at the which of those calls of that process; from that one on, for a lasting error
//   WHO     worker (a forked process), worker1 (the first one of a crew's), host, program, any
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

namespace {

struct Fault {
  std::string call;
  std::string effect;
  unsigned long nth = 1;
  std::string who;
};

Fault read_fault() {
  const char* text = std::getenv("CROSSOVER_FAULT");
  Fault fault;
  std::istringstream words(text == nullptr ? "" : text);
  std::string nth;
  std::getline(words, fault.call, ',');
  std::getline(words, fault.effect, ',');
  std::getline(words, nth, ',');
  std::getline(words, fault.who, ',');
  fault.nth = nth.empty() ? 1 : std::stoul(nth);
  return fault;
}

const Fault& fault() {
  static const Fault* the_one = new Fault(read_fault());  // needed until the very end
  return *the_one;
}

bool is_host() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  const std::string words{std::istreambuf_iterator<char>(file), {}};
  return words.find("--host-of=") != std::string::npos;
}

struct Who {
  bool is_forked = false;
  unsigned forks = 0;  // before this process was made, of the one that made it
};

Who& self() {
  static Who who;
  return who;
}

bool is_meant() {
  const std::string& who = fault().who;
  if (who == "any") {
    return true;
  }
  if (self().is_forked) {
    return who == "worker" || who == "worker" + std::to_string(self().forks);
  }
  return who == (is_host() ? "host" : "program");
}

/// What to do instead of a call: nothing, or fail.
enum class Turn { passes, fails, is_short };

Turn strike(const char* call) {
  static std::atomic<unsigned long> calls = 0;
  if (fault().call != call || !is_meant()) {
    return Turn::passes;
  }
  const unsigned long number = ++calls;
  static const std::map<std::string, int> errors{
      {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR}, {"EMFILE", EMFILE}};
  const std::string& effect = fault().effect;
  if (number < fault().nth || (number > fault().nth && effect == "EINTR")) {
    return Turn::passes;
  }
  if (effect == "kill") {
    ::raise(SIGKILL);
  } else if (effect == "stop") {
    ::raise(SIGSTOP);
  } else if (effect == "exit") {
    ::syscall(SYS_exit_group, 0);
  } else if (effect == "short") {
    return Turn::is_short;
  }
  errno = errors.at(effect);
  return Turn::fails;
}

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

std::size_t length(Turn turn, std::size_t count) {
  return turn == Turn::is_short ? (count + 1) / 2 : count;
}

}  // namespace

extern "C" {

pid_t fork() {
  static auto* const real = next<pid_t()>("fork");
  ++self().forks;
  const pid_t pid = real();
  if (pid == 0) {
    self().is_forked = true;
  }
  return pid;
}

ssize_t pwrite(int file, const void* bytes, std::size_t count, off_t at) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
  const Turn turn = strike("pwrite");
  return turn == Turn::fails ? -1 : real(file, bytes, length(turn, count), at);
}

ssize_t pread(int file, void* bytes, std::size_t count, off_t at) {
  static auto* const real = next<ssize_t(int, void*, std::size_t, off_t)>("pread");
  const Turn turn = strike("pread");
  return turn == Turn::fails ? -1 : real(file, bytes, length(turn, count), at);
}

ssize_t write(int file, const void* bytes, std::size_t count) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
  const Turn turn = file <= STDERR_FILENO ? Turn::passes : strike("write");
  return turn == Turn::fails ? -1 : real(file, bytes, length(turn, count));
}

int fdatasync(int file) {
  static auto* const real = next<int(int)>("fdatasync");
  return strike("fdatasync") == Turn::fails ? -1 : real(file);
}

int ftruncate(int file, off_t size) noexcept {
  static auto* const real = next<int(int, off_t)>("ftruncate");
  return strike("ftruncate") == Turn::fails ? -1 : real(file, size);
}

char* mkdtemp(char* pattern) noexcept {
  static auto* const real = next<char*(char*)>("mkdtemp");
  return strike("mkdtemp") == Turn::fails ? nullptr : real(pattern);
}

int fcntl(int file, int command, ...) {
  static auto* const real = next<int(int, int, void*)>("fcntl");
  std::va_list more;
  va_start(more, command);
  void* const argument = va_arg(more, void*);
  va_end(more);
  const int result = real(file, command, argument);
  const bool has_locked = command == F_OFD_SETLKW || command == F_SETLKW;
  if (has_locked && result == 0 && strike("fcntl") == Turn::fails) {
    return -1;
  }
  return result;
}

int prctl(int option, ...) noexcept {
  static auto* const real = next<int(int, unsigned long)>("prctl");
  std::va_list more;
  va_start(more, option);
  const auto argument = va_arg(more, unsigned long);
  va_end(more);
  if (option == PR_SET_PDEATHSIG && strike("prctl") == Turn::fails) {
    return -1;
  }
  return real(option, argument);
}

long syscall(long number, ...) noexcept {
  static auto* const real = next<long(long, ...)>("syscall");
  std::va_list more;
  va_start(more, number);
  std::array<long, 6> all{};
  for (long& each : all) {
    each = va_arg(more, long);
  }
  va_end(more);
  if (number == SYS_futex && strike("futex") == Turn::fails) {
    return -1;
  }
  return real(number, all[0], all[1], all[2], all[3], all[4], all[5]);
}

[[noreturn]] void _exit(int status) {
  static auto* const real = next<void(int)>("_exit");
  static_cast<void>(strike("exit"));
  real(status);
  __builtin_unreachable();
}

}  // extern "C"
