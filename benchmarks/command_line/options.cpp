#include "benchmarks/command_line/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <span>
#include <sstream>
#include <string_view>

#include "benchmarks/command_line/catalogue_text.hpp"
#include "benchmarks/command_line/nearest.hpp"
#include "crossover/catalogue.hpp"
#include "generated/build_info.hpp"

namespace crossover {

namespace {

constexpr unsigned most_workers = 4096;
constexpr std::uint64_t most_items = std::uint64_t{1} << 58U;  // their bytes can still be counted
constexpr std::uint64_t most_intensity = 1'000'000;
constexpr double longest_time_limit_s = 1e6;

constexpr auto footer =
    "All flags of Google Benchmark work too, among them --benchmark_format=json,\n"
    "--benchmark_out=FILE, --benchmark_filter=REGEX, --benchmark_repetitions=N and\n"
    "--benchmark_min_time=SECONDS.\n"
    "Exit code: 0 all rows measured, 1 a row failed, 2 bad usage or a file that cannot be\n"
    "written, 129, 130 or 143 interrupted by SIGHUP, SIGINT or SIGTERM.";

constexpr auto internal = "Used by record.py and by the program itself";

/// The flags as they stand on the command line.
struct Words {
  std::vector<std::string> questions;
  std::vector<std::string> strategies;
  std::vector<std::string> workloads;
  std::vector<std::string> workers;
  std::vector<std::string> sizes;
  std::vector<std::string> intensities;
  std::string extent = "whole";
  std::optional<double> time_limit_s;
  std::optional<unsigned> effective_cpus;
  bool version = false;
  bool list = false;
};

/// The items of `1,2,4`, of each word. CLI11 would pass over an empty one.
std::vector<std::string> items(const std::vector<std::string>& words, const std::string& flag) {
  std::vector<std::string> all;
  for (const std::string& word : words) {
    std::istringstream list(std::string(word).append(","));
    for (std::string item; std::getline(list, item, ',');) {
      if (item.empty()) {
        throw UsageError(std::string(flag).append("=").append(word).append(
            ": an item is empty; write one comma between two items"));
      }
      all.push_back(item);
    }
  }
  return all;
}

template <typename Number>
std::vector<Number> numbers(const std::vector<std::string>& words, const std::string& flag,
                            std::uint64_t maximum) {
  std::vector<Number> values;
  values.reserve(words.size());
  for (const std::string& item : items(words, flag)) {
    values.push_back(static_cast<Number>(parse_whole_number(item, flag, 1, maximum)));
  }
  return values;
}

template <typename Entry>
const Entry* entry(const std::string& name, const std::string& flag,
                   const Catalogue<Entry>& catalogue) {
  if (const Entry* found = catalogue.find(name)) {
    return found;
  }
  std::vector<std::string> known;
  std::string list;
  for (const Entry& each : catalogue.all()) {
    known.push_back(each.name);
    list.append(known.size() == 1 ? "" : ", ").append(each.name);
  }
  throw UsageError(flag + ": there is no '" + name + "'; the nearest is '" + nearest(name, known) +
                   "', of " + list);
}

/// The entries that the names stand for, each once; all that are not on request if there are no
/// names.
template <typename Entry>
std::vector<const Entry*> entries(const std::vector<std::string>& names, const std::string& flag,
                                  const Catalogue<Entry>& catalogue) {
  std::vector<const Entry*> found;
  for (const std::string& name : items(names, flag)) {
    const Entry* named = entry(name, flag, catalogue);
    if (std::ranges::find(found, named) == found.end()) {
      found.push_back(named);
    }
  }
  if (names.empty()) {
    for (const Entry& each : catalogue.all()) {
      if (!each.on_request) {
        found.push_back(&each);
      }
    }
  }
  return found;
}

/// Those that say which rows there are.
void declare_scope(CLI::App& app, Words& words) {
  const auto list = [&app](const char* flag, std::vector<std::string>& into, const char* what) {
    app.add_option(flag, into, what)->type_name("A,B,...")->expected(1)->take_all();
  };
  list("--questions", words.questions, "only these questions; --list names them");
  list("--strategies", words.strategies, "only these strategies; --list names them");
  list("--workloads", words.workloads,
       "only these workloads; parameters may be fixed: squares/store:ordinary");
  list("--workers", words.workers, "these numbers of workers (default: the effective CPUs)");
  list("--sizes", words.sizes, "these numbers of items n");
  list("--intensity", words.intensities, "these numbers of multiplications per item");
  app.add_option("--extent", words.extent,
                 "brief: only the rows that a first answer needs; whole (default): all of them")
      ->check(CLI::IsMember({"brief", "whole"}))
      ->take_last();
}

void declare(CLI::App& app, Options& options, Words& words) {
  app.set_help_flag("--help", "print this and exit");
  app.add_flag("--version", words.version, "print the version and exit");
  app.add_flag("--list", words.list, "list strategies, workloads and questions and exit");
  app.add_flag("--plan", options.plan, "print as JSON which rows would be measured, and exit");
  app.add_flag("--life", options.life,
               "read from the standard input as JSON which rows to measure; measure them once, in "
               "processes of their own; print them as JSON and exit")
      ->group(internal);
  app.add_option("--host-of", options.host_of,
                 "be the process that measures for the one of this number")
      ->type_name("PID")
      ->group(internal)
      ->check(CLI::PositiveNumber)
      ->take_last();
  app.add_flag("--joins-ranks", options.joins_ranks,
               "as such a process, speak for rank 0 of an MPI job")
      ->group(internal);
  app.add_option("--effective-cpus", words.effective_cpus,
                 "plan for so many CPUs, not for those that there are")
      ->type_name("N")
      ->group(internal)
      ->check(CLI::PositiveNumber)
      ->take_last();
  declare_scope(app, words);
  app.add_option("--dir", options.results_folder,
                 "write the results to DIR/<machine>/<UTC time>.json")
      ->type_name("DIR")
      ->take_last();
  app.add_option("--files-in", options.files_folder,
                 "where workloads put their temporary files (default: --dir, or else here)")
      ->type_name("DIR")
      ->take_last();
  app.add_option("--time-limit", words.time_limit_s,
                 "end a row that takes longer than S seconds, besides what its memory and its "
                 "minimum time need (default: 60; in a recording 20)")
      ->type_name("S")
      ->check(CLI::Range(0.001, longest_time_limit_s).description(""))
      ->take_last();
  app.footer(footer);
  app.allow_extras();
}

/// CLI11 would take the next word on the command line for the value.
void require_values(int argc, char** argv) {
  for (const std::string_view word : std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
    if (word.starts_with("--") && word.find('=') + 1 == word.size() &&
        !word.starts_with("--benchmark_")) {
      throw UsageError("'" + std::string(word) + "' has no value; --help lists all flags");
    }
  }
}

/// Refuses what is neither ours nor Google Benchmark's.
void require_google_benchmark_flags(const std::vector<std::string>& flags, const CLI::App& app) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    known.push_back(option->get_name());
  }
  for (const std::string& flag : flags) {
    if (!flag.starts_with("--benchmark_") && !flag.starts_with("--v=")) {
      const std::string name = flag.substr(0, flag.find('='));
      throw UsageError("unknown flag '" + flag + "'; the nearest is '" + nearest(name, known) +
                       "', --help lists all");
    }
  }
}

/// Each workload as it was given; its parameters are looked at by completing it.
std::vector<Spec> workloads_called(const std::vector<std::string>& words) {
  std::vector<Spec> specs;
  for (const std::string& item : items(words, "--workloads")) {
    const Spec spec = Spec::parse(item);
    static_cast<void>(entry(spec.workload(), "--workloads", workloads()));
    static_cast<void>(complete(spec));
    specs.push_back(spec);
  }
  return specs;
}

Scope scope_of(const Words& words, unsigned effective_cpus) {
  Scope scope;
  scope.workloads = workloads_called(words.workloads);
  scope.strategies = entries(words.strategies, "--strategies", strategies());
  scope.strategies_named = !words.strategies.empty();
  scope.is_brief = words.extent == "brief";
  scope.workers = numbers<unsigned>(words.workers, "--workers", most_workers);
  scope.sizes = numbers<std::uint64_t>(words.sizes, "--sizes", most_items);
  scope.intensities = numbers<std::uint64_t>(words.intensities, "--intensity", most_intensity);
  scope.effective_cpus = effective_cpus;
  return scope;
}

std::optional<std::chrono::milliseconds> time_limit(const Words& words) {
  if (!words.time_limit_s) {
    return std::nullopt;
  }
  return std::chrono::ceil<std::chrono::milliseconds>(
      std::chrono::duration<double>(*words.time_limit_s));
}

std::string version() {
  return "crossover " + std::string(build::version) + " (" + std::string(build::commit) + ")\n";
}

}  // namespace

Options parse_options(int argc, char** argv, unsigned effective_cpus) {
  Options options;
  Words words;
  CLI::App app("Compares concurrency strategies on this machine: the same work under each of them.",
               "bench");
  declare(app, options, words);
  require_values(argc, argv);
  try {
    require_unique_names();
    app.parse(argc, argv);
    if (words.version) {
      options.text = version();
      return options;
    }
    options.questions = entries(words.questions, "--questions", questions());
    options.scope = scope_of(words, words.effective_cpus.value_or(effective_cpus));
    options.time_limit = time_limit(words);
  } catch (const CLI::CallForHelp&) {
    options.text = app.help();
    return options;
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  } catch (const SpecError& error) {
    throw UsageError(error.what());
  }
  if (options.files_folder.empty()) {
    options.files_folder = options.results_folder.empty() ? "." : options.results_folder;
  }
  require_google_benchmark_flags(app.remaining(), app);
  options.google_benchmark = app.remaining();
  options.google_benchmark.insert(options.google_benchmark.begin(), argv[0]);
  if (words.list) {
    options.text = catalogue_text();
  }
  return options;
}

}  // namespace crossover
