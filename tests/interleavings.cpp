#include "tests/interleavings.hpp"

#include <algorithm>

namespace crossover {

Interleavings* Interleavings::running = nullptr;

std::string Interleavings::explore(const std::function<Threads()>& make) {
  running = this;
  do {
    words_.clear();
    threads_.clear();
    run_one_order(make());
  } while (problem_.empty() && next_order());
  running = nullptr;
  return problem_;
}

void Interleavings::report(std::string problem) {
  if (problem_.empty()) {
    problem_ = std::move(problem);
  }
}

void Interleavings::settle(std::uint32_t number) { threads_[at_].results = {number}; }

void Interleavings::run_one_order(Threads bodies) {
  choices_made_ = 0;
  threads_.resize(bodies.size());
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    threads_[i].fiber = std::make_unique<Fiber>(std::move(bodies[i]));
    resume(i);  // up to its first step
  }
  while (problem_.empty() && !all_finished()) {
    const std::vector<std::size_t> candidates = able();
    if (candidates.empty()) {
      report("all threads that have not finished are asleep: " + state());
      return;
    }
    const bool is_new_territory = choices_made_ == choices_.size();
    if (is_new_territory && !visited_.insert(state()).second) {
      return;
    }
    resume(candidates[choose(candidates.size())]);
  }
}

void Interleavings::resume(std::size_t thread) {
  at_ = thread;
  threads_[thread].fiber->resume();
}

std::vector<std::size_t> Interleavings::able() const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    if (!threads_[i].fiber->has_ended() && threads_[i].sleeps_on == nullptr) {
      found.push_back(i);
    }
  }
  return found;
}

bool Interleavings::all_finished() const {
  return std::ranges::all_of(threads_, [](const Thread& each) { return each.fiber->has_ended(); });
}

std::string Interleavings::state() const {
  std::string text;
  for (const SteppedWord* word : words_) {
    text.append(std::to_string(word->value_)).push_back(' ');
  }
  for (const Thread& thread : threads_) {
    text += thread.fiber->has_ended()     ? "| finished"
            : thread.sleeps_on != nullptr ? "| asleep"
                                          : "|";
    for (const std::uint32_t result : thread.results) {
      text.append(" ").append(std::to_string(result));
    }
  }
  return text;
}

std::size_t Interleavings::choose(std::size_t from) {
  if (choices_made_ == choices_.size()) {
    choices_.emplace_back(0, from);
  }
  return choices_[choices_made_++].first;
}

bool Interleavings::next_order() {
  while (!choices_.empty() && choices_.back().first + 1 == choices_.back().second) {
    choices_.pop_back();
  }
  if (choices_.empty()) {
    return false;
  }
  ++choices_.back().first;
  return true;
}

void Interleavings::begin_step() { Fiber::pause(); }

std::uint32_t Interleavings::end_step(std::uint32_t result) {
  threads_[at_].results.push_back(result);
  return result;
}

SteppedWord::SteppedWord() { Interleavings::running->words_.push_back(this); }

std::uint32_t SteppedWord::load() const noexcept {
  Interleavings::running->begin_step();
  return Interleavings::running->end_step(value_);
}

std::uint32_t SteppedWord::exchange(std::uint32_t value) noexcept {
  Interleavings::running->begin_step();
  return Interleavings::running->end_step(std::exchange(value_, value));
}

std::uint32_t SteppedWord::replace(std::uint32_t from, std::uint32_t to) noexcept {
  Interleavings::running->begin_step();
  const std::uint32_t found = value_;
  value_ = found == from ? to : found;
  return Interleavings::running->end_step(found);
}

std::uint32_t SteppedWord::decrease(std::uint32_t by) noexcept {
  Interleavings::running->begin_step();
  value_ -= by;
  return Interleavings::running->end_step(value_);
}

void SteppedWord::store(std::uint32_t value) noexcept {
  if (!Interleavings::running->threads_.empty()) {
    Interleavings::running->begin_step();
    Interleavings::running->end_step(value);
  }
  value_ = value;
}

/// As the kernel does it: looking at the word and falling asleep are one step.
void SteppedWord::sleep(std::uint32_t value, std::chrono::milliseconds /*limit*/) const noexcept {
  Interleavings& all = *Interleavings::running;
  all.begin_step();
  if (value_ == value) {
    all.threads_[all.at_].sleeps_on = this;
    all.begin_step();
  }
  all.end_step(0);
}

void SteppedWord::wake_all() noexcept {
  Interleavings& all = *Interleavings::running;
  all.begin_step();
  for (Interleavings::Thread& thread : all.threads_) {
    if (thread.sleeps_on == this) {
      thread.sleeps_on = nullptr;
    }
  }
  all.end_step(0);
}

}  // namespace crossover
