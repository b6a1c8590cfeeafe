#include <fcntl.h>
#include <unistd.h>

#include <barrier>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "benchmarks/workloads/shared_file/shared_file.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/slices.hpp"
#include "src/system/private_folder.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {
namespace {

/// Threads behind one std::mutex that perform the operations of `shared_file`, and count nothing.
class BareFileLoop final : public Crew {
 public:
  BareFileLoop(Workload& workload, const Setup& setup)
      : operations_(dynamic_cast<SharedFile&>(workload)),
        file_(open_file(operations_.path(), O_RDWR)),
        shares_(workload.size(), setup.workers),
        begin_(setup.workers),
        end_(setup.workers) {
    try {
      for (unsigned worker = 1; worker < setup.workers; ++worker) {
        threads_.emplace_back([this, worker] { serve(worker); });
      }
    } catch (...) {
      stopped_ = true;
      const auto missing = static_cast<std::ptrdiff_t>(setup.workers - threads_.size());
      static_cast<void>(begin_.arrive(missing));
      throw;
    }
  }
  BareFileLoop(const BareFileLoop&) = delete;
  BareFileLoop& operator=(const BareFileLoop&) = delete;
  BareFileLoop(BareFileLoop&&) = delete;
  BareFileLoop& operator=(BareFileLoop&&) = delete;
  ~BareFileLoop() override {
    stopped_ = true;
    begin_.arrive_and_wait();
  }

  void run() override {
    begin_.arrive_and_wait();
    perform_share(0);
    end_.arrive_and_wait();
    ++runs_;
    if (has_failed_) {
      throw std::runtime_error("the bare loop could not read or write its file");
    }
  }
  [[nodiscard]] std::uint64_t participations() const override { return runs_ * shares_.count(); }

 private:
  void serve(unsigned worker) {
    for (;;) {
      begin_.arrive_and_wait();
      if (stopped_) {
        return;
      }
      perform_share(worker);
      end_.arrive_and_wait();
    }
  }

  void perform_share(unsigned worker) {
    const Range items = shares_[worker];
    Record record(operations_.record_bytes());
    const auto bytes = record.bytes();
    const auto moved = static_cast<ssize_t>(bytes.size());
    for (std::size_t item = items.first; item < items.last; ++item) {
      const std::uint64_t number = operations_.record_of(item);
      const auto offset = static_cast<off_t>(number * bytes.size());
      const std::lock_guard lock(mutex_);
      bool succeeded =
          ::pread(file_.number(), bytes.data(), bytes.size(), offset) == moved && record.is_whole();
      record.set(number, record.count() + 1);
      succeeded =
          ::pwrite(file_.number(), bytes.data(), bytes.size(), offset) == moved && succeeded;
      has_failed_ = has_failed_ || !succeeded;
    }
    operations_.note_performed(items, worker);
  }

  SharedFile& operations_;
  FileDescriptor file_;
  Slices shares_;
  std::mutex mutex_;
  bool has_failed_ = false;  // guarded by mutex_
  bool stopped_ = false;     // written before a barrier that the threads pass
  std::barrier<> begin_;
  std::barrier<> end_;
  std::uint64_t runs_ = 0;
  std::vector<std::jthread> threads_;
};

const AddReference bare_file_loop{{.name = "bare_file_loop",
                                   .summary = "the same system calls in a plain loop under a mutex",
                                   .family = "threads",
                                   .start = start_crew<BareFileLoop>}};

}  // namespace
}  // namespace crossover
