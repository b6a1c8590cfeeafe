#pragma once

#include <sys/types.h>

#include <chrono>
#include <exception>
#include <string>
#include <vector>

#include "src/system/child_processes.hpp"
#include "src/system/file_descriptor.hpp"
#include "src/system/pipe.hpp"
#include "strategies/python/error_output.hpp"

namespace crossover {

/// Where other processes can open what this one has open under that number.
std::string path_for_others(int descriptor);

/// A Python interpreter that runs strategies/python_ways.py, which this program contains, and
/// answers requests. It and its children are a process group of their own, which a Ctrl-C at the
/// terminal does not reach.
class PythonProcess {
 public:
  /// Starts it; its first answer says which Python it is. No answer may take longer than
  /// `wall_limit`. Throws Unavailable where there is no Python, and as `ask` does.
  PythonProcess(const std::vector<std::string>& arguments, std::chrono::milliseconds wall_limit);
  PythonProcess(const PythonProcess&) = delete;
  PythonProcess& operator=(const PythonProcess&) = delete;
  PythonProcess(PythonProcess&&) = delete;
  PythonProcess& operator=(PythonProcess&&) = delete;
  /// Has it end its workers and itself, and returns when all are gone.
  ~PythonProcess();

  /// The answer to a request. Throws WorkerDied, with the last line of Python's stderr if it has
  /// ended itself, and TimedOut; from then on every request does.
  std::string ask(const std::string& request);

  /// The next answer. Throws as `ask` does.
  std::string await_answer();

 private:
  std::string receive_answer();
  [[nodiscard]] std::exception_ptr cause_of(const WorkerDied& died);
  void end_all();

  std::chrono::milliseconds wall_limit_;
  FileDescriptor program_;  // a memory file, since a pool's spawned children open it again
  Pipe requests_;
  Pipe answers_;
  ErrorOutput errors_;
  std::exception_ptr death_;  // what every request throws from then on; null while it lives
  ChildProcesses children_;
  pid_t group_ = 0;
};

}  // namespace crossover
