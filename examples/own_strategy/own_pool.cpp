// A strategy of one's own: a pool of threads that another library has, here the one of
// <thread_pool/thread_pool.hpp> (Debian's libthread-pool-dev).
#include <crossover/crossover.hpp>
#include <future>
#include <thread_pool/thread_pool.hpp>
#include <vector>

namespace {

class OwnPool final : public crossover::SlicedCrew {
 public:
  OwnPool(crossover::Workload& workload, const crossover::Setup& setup)
      : SlicedCrew(workload, setup), pool_(workers()) {}

  void run() override {
    as_one_run([this] {
      std::vector<std::future<void>> shares;
      for (unsigned worker = 0; worker < workers(); ++worker) {
        shares.push_back(pool_.Submit([this, worker] { compute_share(worker); }));
      }
      for (std::future<void>& share : shares) {
        share.get();
      }
    });
  }

 private:
  thread_pool::ThreadPool pool_;
};

const crossover::AddStrategy own_pool{{.name = "own_pool",
                                       .summary = "a pool of threads from another library",
                                       .family = "threads",
                                       .simplicity = 30,
                                       .external_runtime = true,
                                       .may_leave_workers_idle = true,
                                       .start = crossover::start_crew<OwnPool>}};

}  // namespace
