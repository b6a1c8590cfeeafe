// A fresh std::thread per worker and call: the first thing one writes, and the cost that every pool
// exists to avoid.
#include <thread>
#include <vector>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

/// Joins on every way out, also when there is no further thread to be had.
class JoinedThreads {
 public:
  explicit JoinedThreads(unsigned expected) { threads_.reserve(expected); }
  JoinedThreads(const JoinedThreads&) = delete;
  JoinedThreads& operator=(const JoinedThreads&) = delete;
  JoinedThreads(JoinedThreads&&) = delete;
  JoinedThreads& operator=(JoinedThreads&&) = delete;
  ~JoinedThreads() {
    for (std::thread& thread : threads_) {
      thread.join();
    }
  }

  template <typename Body>
  void add(Body body) {
    threads_.emplace_back(std::move(body));
  }

 private:
  std::vector<std::thread> threads_;
};

class ThreadPerCall final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;

 private:
  void dispatch() override {
    JoinedThreads threads(workers());
    for (unsigned worker = 0; worker < workers(); ++worker) {
      threads.add([this, worker] { compute_share(worker); });
    }
  }
};

const AddStrategy thread_per_call{{.name = "thread_per_call",
                                   .summary = "a new std::thread per worker and call",
                                   .start = start_crew<ThreadPerCall>}};

}  // namespace
}  // namespace crossover
