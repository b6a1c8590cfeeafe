#include "benchmarks/google_benchmark/result_file.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/interruption.hpp"

namespace crossover {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::error_code& cause) {
  throw UsageError("cannot write the results to '" + path + "': " + cause.message() +
                   "; choose another place with --dir= or --benchmark_out=");
}

std::string end_of(const std::string& path, std::size_t length) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::size_t>(std::max<std::streamoff>(file.tellg(), 0));
  std::string text(std::min(size, length), '\0');
  file.seekg(static_cast<std::streamoff>(size - text.size()));
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  return text;
}

}  // namespace

ResultFile::ResultFile(std::string path)
    : path_(std::move(path)), partial_path_(path_ + ".partial") {
  std::error_code error;
  if (const fs::path folder = fs::path(path_).parent_path(); !folder.empty()) {
    fs::create_directories(folder, error);
    if (error) {
      fail(path_, error);
    }
  }
  if (fs::is_directory(path_)) {
    fail(path_, std::make_error_code(std::errc::is_a_directory));
  }
  remove_at_second_signal(partial_path_);
  errno = 0;
  if (!std::ofstream(partial_path_)) {
    fail(path_, {errno, std::generic_category()});
  }
}

ResultFile::~ResultFile() {
  std::error_code ignored;
  fs::remove(partial_path_, ignored);
}

void ResultFile::publish(const std::string& ending) {
  if (end_of(partial_path_, ending.size()) != ending) {
    throw UsageError("the results could not be written to '" + path_ +
                     "' completely, perhaps because the disk is full; nothing was kept");
  }
  std::error_code error;
  fs::rename(partial_path_, path_, error);
  if (error) {
    fail(path_, error);
  }
}

std::string result_path(const std::string& folder, const std::string& machine) {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::string time(32, '\0');
  time.resize(std::strftime(time.data(), time.size(), "%Y-%m-%dT%H-%M-%SZ", &utc));
  return (fs::path(folder) / machine / (time + ".json")).string();
}

}  // namespace crossover
