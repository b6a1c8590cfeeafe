// Items that wait for a storage device: reads past the page cache (O_DIRECT), of 4 KiB each, from
// random places of one file.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "benchmarks/workloads/mix.hpp"
#include "benchmarks/workloads/waits/kinds.hpp"
#include "benchmarks/workloads/waits/made_once.hpp"
#include "benchmarks/workloads/waits/slots.hpp"
#include "benchmarks/workloads/waits/waiting_items.hpp"
#include "crossover/failure.hpp"
#include "src/system/private_folder.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {
namespace {

constexpr std::size_t block_bytes = 4096;
constexpr std::size_t blocks_per_mib = (std::size_t{1} << 20U) / block_bytes;
constexpr auto file_name = "blocks";

/// Aligned as O_DIRECT demands. Every word tells of which block of the file this is.
struct alignas(block_bytes) Block {
  std::array<std::uint64_t, block_bytes / sizeof(std::uint64_t)> words;

  static std::uint64_t stamp(std::uint64_t number) noexcept { return mix(number); }
};

Unavailable not_direct(const std::filesystem::path& folder) {
  return Unavailable("the file system of '" + folder.parent_path().string() +
                     "' has no reads past the page cache (O_DIRECT); choose another folder "
                     "with --files-in=");
}

FileDescriptor open_direct(const std::filesystem::path& folder) {
  try {
    return open_file(folder / file_name, O_RDONLY | O_DIRECT);
  } catch (const std::system_error& failure) {
    if (failure.code().value() == EINVAL) {
      throw not_direct(folder);
    }
    throw;
  }
}

/// The file, every block stamped, on the device when this returns.
class BlockFile {
 public:
  BlockFile(const std::filesystem::path& parent, std::uint64_t mib)
      : parent_(parent), mib_(mib), folder_(parent) {
    const FileDescriptor file = create_file(folder_.path() / file_name);
    static_cast<void>(open_direct(folder_.path()));  // before there is much to write
    require_space();
    if (const int error = ::posix_fallocate(file.number(), 0, static_cast<off_t>(mib << 20U));
        error != 0) {
      errno = error;
      fail();
    }
    write_all(file);
    if (!synchronise(file.number())) {
      fail();
    }
  }

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_.path(); }

 private:
  [[noreturn]] void fail() const {
    throw system_failure("cannot write a file of " + std::to_string(mib_) + " MiB in '" +
                         parent_.string() + "'");
  }

  /// Rather than fill up a disk that others need too, only to find that there is too little.
  void require_space() const {
    const auto available = std::filesystem::space(folder_.path()).available;
    if (available >> 20U < mib_) {
      throw std::runtime_error("the file of " + std::to_string(mib_) + " MiB does not fit into '" +
                               parent_.string() + "', where " + std::to_string(available >> 20U) +
                               " MiB are free; choose a smaller mib, or another folder with "
                               "--files-in=");
    }
  }

  void write_all(const FileDescriptor& file) const {
    std::vector<Block> blocks(blocks_per_mib);
    for (std::uint64_t mib = 0; mib < mib_; ++mib) {
      for (std::size_t i = 0; i < blocks.size(); ++i) {
        blocks[i].words.fill(Block::stamp((mib * blocks_per_mib) + i));
      }
      write(file, std::as_bytes(std::span(blocks)));
    }
  }

  void write(const FileDescriptor& file, std::span<const std::byte> bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) {
        fail();
      }
      bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
  }

  std::filesystem::path parent_;
  std::uint64_t mib_;
  PrivateFolder folder_;
};

/// The answer is the stamp of the block that is the item's until the next reset.
class ReadWaits final : public WaitingItems {
 public:
  ReadWaits(const Spec& spec, Arena& arena)
      : WaitingItems(spec, arena),
        mib_(spec.number("mib")),
        blocks_in_file_(mib_ * blocks_per_mib) {}

  /// Writes the file, once. Not the constructor's task: an executed worker makes this workload too,
  /// but is not reset.
  void reset() override {
    if (!written_) {
      written_.emplace(parent_folder(), mib_);
      publish(written_->folder());
    }
    WaitingItems::reset();
  }

  Wait begin(std::size_t item, unsigned slot) override {
    return ReadAt{.file = file(),
                  .buffer = std::as_writable_bytes(std::span(buffers_[slot].words)),
                  .offset = block_of(item) * block_bytes};
  }

  std::optional<Wait> end(std::size_t item, unsigned slot, int result) override {
    if (result == -EINVAL) {
      throw not_direct(folder());
    }
    if (result < 0) {
      throw std::system_error(-result, std::generic_category(),
                              "cannot read block " + std::to_string(block_of(item)) + " of '" +
                                  file_name + "' in '" + folder().parent_path().string() + "'");
    }
    if (result != static_cast<int>(block_bytes)) {
      throw std::runtime_error("only " + std::to_string(result) + " of " +
                               std::to_string(block_bytes) + " bytes of block " +
                               std::to_string(block_of(item)) + " could be read");
    }
    const auto& words = buffers_[slot].words;
    answers()[item] = words.front() == words.back() ? words.front() : 0;
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Mismatch> check() const override {
    return compare_with([this](std::size_t item) { return Block::stamp(block_of(item)); });
  }

 private:
  [[nodiscard]] std::uint64_t block_of(std::size_t item) const noexcept {
    return mix(item ^ mix(shared().seed)) % blocks_in_file_;
  }

  /// One descriptor serves a whole process, and what it forks, since reads name their place.
  [[nodiscard]] int file() {
    return file_.get([this] { return open_direct(folder()); }).number();
  }

  std::uint64_t mib_;
  std::uint64_t blocks_in_file_;
  std::optional<BlockFile> written_;
  MadeOnce<FileDescriptor> file_;
  Slots<Block> buffers_;
};

}  // namespace

std::unique_ptr<Workload> make_read_waits(const Spec& spec, Arena& arena) {
  return std::make_unique<ReadWaits>(spec, arena);
}

}  // namespace crossover
