// A job of one's own: how many words has each line of a text?
#include <crossover/crossover.hpp>
#include <iterator>
#include <sstream>

class WordCount final : public crossover::ResultArray<std::ptrdiff_t> {
 public:
  using ResultArray::ResultArray;
  void compute(crossover::Range lines, unsigned /*worker*/) override {
    for (std::size_t i = lines.first; i < lines.last; ++i) {
      std::istringstream words(line(i));
      results()[i] = std::distance(std::istream_iterator<std::string>(words), {});
    }
  }
  std::optional<crossover::Mismatch> check() const override {  // by another way than `compute`
    return compare_with([&](std::size_t i) { return 1 + std::ranges::count(line(i), ' '); });
  }

 private:
  const std::string& line(std::size_t i) const { return text_[i % text_.size()]; }
  std::vector<std::string> text_ = {"call me ishmael", "some years ago never mind how long"};
};

const crossover::AddJob word_count{{.name = "word_count",
                                    .summary = "the words of each line of a text",
                                    .parameters = {crossover::items_parameter(20'000)},
                                    .bytes = WordCount::bytes,
                                    .make = crossover::make<WordCount>,
                                    .item = "line",
                                    .items = "lines"}};
