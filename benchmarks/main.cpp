#include <unistd.h>

#include <chrono>
#include <csignal>
#include <exception>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/environment.hpp"
#include "benchmarks/exit_code.hpp"
#include "benchmarks/google_benchmark/filter.hpp"
#include "benchmarks/google_benchmark/run_google_benchmark.hpp"
#include "benchmarks/host/host.hpp"
#include "benchmarks/host/serving_rank.hpp"
#include "benchmarks/interruption.hpp"
#include "benchmarks/life/run_life.hpp"
#include "benchmarks/plan.hpp"
#include "crossover/spawned_worker.hpp"
#include "generated/build_info.hpp"
#include "src/system/child_processes.hpp"
#include "src/system/cpus.hpp"
#include "src/system/launcher.hpp"
#include "strategies/mpi/ranks.hpp"

namespace crossover {
namespace {

int print(const std::string& text) {
  std::cout << text;
  return exit_code::success;
}

/// What all ranks of an MPI job must be.
std::string version() {
  return std::string(build::version) + " (" + std::string(build::commit) + ")";
}

/// A rank that does not answer is to be named before whoever waits for the row gives up.
std::chrono::milliseconds patience_with_ranks(const Options& options) {
  constexpr auto standard = std::chrono::seconds(60);
  return options.time_limit.value_or(standard) * 3 / 4;
}

int serve_as_host(const Plan& rows, const Options& options) {
  std::optional<Ranks> ranks;  // outlive the crews
  const auto join_ranks = [&] { ranks.emplace(version(), patience_with_ranks(options)); };
  Host host(rows, {.effective_cpus = options.scope.effective_cpus,
                   .most_workers = most_workers(rows),
                   .files = options.files_folder,
                   .prepare = options.joins_ranks ? join_ranks : std::function<void()>()});
  host.serve(options.host_of);
  return exit_code::success;
}

/// Where a rank has died, Open MPI sends SIGTERM to the others, and SIGKILL a second later, or at
/// once when one of them has ended on the first: rank 0 must have the time to keep its results.
void leave_time_to_rank_zero() {
  std::signal(SIGTERM, SIG_IGN);  // NOLINT(cert-err33-c): it cannot fail
}

/// All ranks get the same arguments and come to the same plan, so all know whether they are needed.
/// Rank 0 says what there is to say, and what is wrong with them.
int serve_as_other_rank(int argc, char** argv) {
  die_with_parent(::getppid());
  leave_time_to_rank_zero();
  try {
    const Options options = parse_options(argc, argv, effective_cpus());
    if (options.text || options.plan) {
      return exit_code::success;
    }
    const Plan all = plan(options.questions, options.scope);
    if (needs_ranks(options.life ? all : filtered(all, options.google_benchmark))) {
      serve_rank_zero(version());
    }
    return exit_code::success;
  } catch (const UsageError&) {
    return exit_code::success;
  } catch (const std::exception&) {
    return exit_code::some_rows_failed;
  }
}

void warn_if_bound() {
  if (is_bound_by_launcher()) {
    std::cerr
        << "bench: the launcher has bound this process to " << effective_cpus()
        << " of the CPUs, and with it every strategy: mpirun --bind-to none leaves them all\n";
  }
}

int do_as_told(int argc, char** argv) {
  const Options options = parse_options(argc, argv, effective_cpus());
  if (options.text) {
    return print(*options.text);
  }
  refuse_pinned_main_thread();
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const Plan rows = plan(options.questions, options.scope);
  if (options.plan) {
    return print(to_json(filtered(rows, options.google_benchmark), options.scope.effective_cpus));
  }
  if (options.host_of != 0) {
    return serve_as_host(rows, options);
  }
  warn_if_bound();
  watch_for_interruption();
  return options.life ? run_life(rows, options, arguments)
                      : run_google_benchmark(rows, options, arguments);
}

}  // namespace
}  // namespace crossover

int main(int argc, char** argv) {
  if (const auto exit_code = crossover::run_as_spawned_worker(argc, argv)) {
    return *exit_code;
  }
  if (crossover::launched_rank().value_or(crossover::LaunchedRank{}).number != 0) {
    return crossover::serve_as_other_rank(argc, argv);
  }
  try {
    const int exit_code = crossover::do_as_told(argc, argv);
    if (!std::cout.flush()) {
      throw crossover::UsageError("the standard output could not be written completely");
    }
    return exit_code;
  } catch (const crossover::UsageError& error) {
    std::cerr << "bench: " << error.what() << '\n';
    return crossover::exit_code::bad_usage;
  } catch (const std::exception& failure) {
    std::cerr << "bench: " << failure.what() << '\n';
    return crossover::exit_code::some_rows_failed;
  }
}
