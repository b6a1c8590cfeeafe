#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <ctime>
#include <functional>
#include <stdexcept>

#include "src/system/file_descriptor.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

inline std::chrono::nanoseconds own_cpu_time() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// Computes until this process's own clock has gone on by so much, however long the wall waits.
inline void burn(std::chrono::nanoseconds cpu) {
  const auto end = own_cpu_time() + cpu;
  while (own_cpu_time() < end) {
  }
}

struct SignalPipe {
  SignalPipe() {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
      throw system_failure("cannot make a pipe");
    }
    out = FileDescriptor(ends[0]);
    in = FileDescriptor(ends[1]);
  }
  /// False if nobody holds the other end any more, which ends both sides of a failed test.
  [[nodiscard]] bool wait_for_signal() const {
    char received = 0;
    return read(out.number(), &received, 1) == 1;
  }
  void signal() const {
    const char sent = 1;
    ASSERT_EQ(write(in.number(), &sent, 1), 1);
  }
  FileDescriptor out;
  FileDescriptor in;
};

/// What a child calls when its work is done: it returns when the parent tells the child to end.
using Stay = std::function<void()>;

/// A forked process. Constructed when its body calls `stay`.
class Child {
 public:
  explicit Child(const std::function<void(const Stay& stay)>& body) : process_(fork()) {
    if (process_ == 0) {
      done_.out.close();
      end_.in.close();
      body([this] {
        done_.signal();
        static_cast<void>(end_.wait_for_signal());
      });
      _exit(0);
    }
    done_.in.close();
    if (!done_.wait_for_signal()) {
      throw std::runtime_error("the child has died");
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  Child(Child&&) = delete;
  Child& operator=(Child&&) = delete;
  ~Child() { reap(); }

  [[nodiscard]] pid_t process() const { return process_; }

  /// Dead, but not waited for.
  void become_zombie() {
    end_.in.close();
    siginfo_t info{};
    waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOWAIT);
  }
  void reap() {
    end_.in.close();
    waitpid(process_, nullptr, 0);
  }

 private:
  SignalPipe done_;
  SignalPipe end_;
  pid_t process_;
};

}  // namespace crossover
